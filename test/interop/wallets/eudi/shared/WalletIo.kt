/** The JSON lines between a wallet and its test, as in wallet-io.mjs, and the HTTP client that a library is given. */
import io.ktor.client.HttpClient
import io.ktor.client.engine.java.Java
import io.ktor.client.plugins.contentnegotiation.ContentNegotiation
import io.ktor.serialization.kotlinx.json.json
import java.io.File
import java.net.URI
import java.security.KeyStore
import java.security.cert.CertificateFactory
import java.security.cert.X509Certificate
import javax.net.ssl.SSLContext
import javax.net.ssl.TrustManagerFactory
import kotlin.system.exitProcess
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.*

fun read(): JsonObject = Json.parseToJsonElement(readln()).jsonObject

fun tell(step: String, more: JsonObjectBuilder.() -> Unit = {}) =
    println(
        buildJsonObject {
            put("step", step)
            more()
        },
    )

fun JsonObject.text(name: String): String? = this[name]?.jsonPrimitive?.contentOrNull

fun JsonObject.says(name: String): Boolean = this[name]?.jsonPrimitive?.boolean ?: false

fun JsonObject.number(name: String, otherwise: Int): Int = this[name]?.jsonPrimitive?.int ?: otherwise

/** Has the person asked, and answers the parameters that came back with them. */
fun sendToBrowser(url: Any): Map<String, String> {
    tell("authorize") { put("url", url.toString()) }
    val query = URI(read().text("redirect") ?: error("No redirect came back")).query
    return query.split('&').associate { it.substringBefore('=') to it.substringAfter('=') }
}

fun tellCredentials(configurationId: String, byIdentifier: Boolean, credentials: List<Any>) =
    tell("credentials") {
        put("configuration_id", configurationId)
        put("by_identifier", byIdentifier)
        putJsonArray("credentials") { credentials.forEach { add(it.toString()) } }
    }

/** Runs the wallet to its end; whatever is thrown is its last word. */
fun runWallet(flow: suspend (JsonObject) -> Unit) {
    runBlocking {
        try {
            flow(read())
            tell("done")
        } catch (thrown: Throwable) {
            tell("failed") {
                put("name", thrown::class.simpleName)
                put("message", generateSequence(thrown) { it.cause }.joinToString(" / "))
            }
        }
    }
    // Threads of the HTTP client would keep the process.
    exitProcess(0)
}

fun certificatesOf(pem: String): List<X509Certificate> =
    CertificateFactory.getInstance("X.509").generateCertificates(pem.byteInputStream()).map { it as X509Certificate }

/** Trusts the authority of the run and no other; it comes by the variable that all wallets are given. */
fun openHttpClient(): HttpClient {
    val authorities = KeyStore.getInstance(KeyStore.getDefaultType()).apply { load(null) }
    certificatesOf(File(System.getenv("NODE_EXTRA_CA_CERTS")).readText()).forEachIndexed { index, certificate ->
        authorities.setCertificateEntry("authority-$index", certificate)
    }
    val trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm()).apply { init(authorities) }
    val tls = SSLContext.getInstance("TLS").apply { init(null, trust.trustManagers, null) }
    return HttpClient(Java) {
        engine { config { sslContext(tls) } }
        install(ContentNegotiation) { json(Json { ignoreUnknownKeys = true }) }
    }
}
