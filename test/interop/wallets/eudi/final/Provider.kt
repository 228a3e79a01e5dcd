/** The wallet provider, which signs what it says of its wallets and their keys with the members that TS3 demands. */
import com.nimbusds.jose.JOSEObjectType
import com.nimbusds.jose.JWSAlgorithm
import com.nimbusds.jose.JWSHeader
import com.nimbusds.jose.crypto.ECDSASigner
import com.nimbusds.jose.jwk.Curve
import com.nimbusds.jose.jwk.ECKey
import com.nimbusds.jose.jwk.gen.ECKeyGenerator
import com.nimbusds.jose.util.Base64
import com.nimbusds.jwt.JWTClaimsSet
import com.nimbusds.jwt.SignedJWT
import eu.europa.ec.eudi.openid4vci.ClientAttestationJWT
import eu.europa.ec.eudi.openid4vci.KeyAttestationJWT
import eu.europa.ec.eudi.openid4vci.Nonce
import eu.europa.ec.eudi.openid4vci.SignFunction
import eu.europa.ec.eudi.openid4vci.SignOperation
import eu.europa.ec.eudi.openid4vci.Signer
import java.security.Signature
import java.time.Instant
import java.util.Date
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonPrimitive

fun newKey(): ECKey = ECKeyGenerator(Curve.P_256).generate()

/** Signs with a key, and says about it what the library wants to know in that place. */
class KeySigner<PUB>(private val key: ECKey, private val about: PUB) : Signer<PUB> {
    override val javaAlgorithm = "SHA256withECDSA"

    override suspend fun acquire() =
        SignOperation(
            SignFunction { input ->
                Signature.getInstance(javaAlgorithm).run {
                    initSign(key.toECPrivateKey())
                    update(input)
                    sign()
                }
            },
            about,
        )

    override suspend fun release(signOperation: SignOperation<PUB>?) = Unit
}

class Provider(told: JsonObject) {
    private val key = ECKey.parse(told.getValue("jwk").toString())
    private val chain = told.getValue("x5c").jsonArray.map { Base64(it.jsonPrimitive.content) }
    private val list = told.text("status_list") ?: "https://provider.example/list"

    fun attestWallet(clientId: String, instance: ECKey) =
        ClientAttestationJWT(
            sign(
                "oauth-client-attestation+jwt",
                mapOf(
                    "iss" to "https://provider.example",
                    "sub" to clientId,
                    "cnf" to mapOf("jwk" to instance.toPublicJWK().toJSONObject()),
                    "wallet_name" to "EUDI",
                    "wallet_version" to "0.13.0",
                    "wallet_solution_certification_information" to "https://provider.example/certification",
                    "client_status" to status(),
                ),
            ).serialize(),
        )

    fun attestKeys(keys: List<ECKey>, nonce: Nonce?) =
        KeyAttestationJWT(
            sign(
                "key-attestation+jwt",
                buildMap {
                    put("attested_keys", keys.map { it.toPublicJWK().toJSONObject() })
                    put("key_storage", listOf("iso_18045_high"))
                    put("user_authentication", listOf("iso_18045_high"))
                    put("certification", "https://provider.example/certification")
                    put("key_storage_status", status())
                    nonce?.let { put("nonce", it.value) }
                },
            ),
        )

    private fun status() =
        mapOf(
            "status" to mapOf("status_list" to mapOf("idx" to 7, "uri" to list)),
            "exp" to Instant.now().epochSecond + 90 * 86_400,
        )

    private fun sign(type: String, claims: Map<String, Any>): SignedJWT {
        val header = JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType(type)).x509CertChain(chain).build()
        val set = JWTClaimsSet.Builder()
        claims.forEach { (name, value) -> set.claim(name, value) }
        val now = Instant.now()
        set.issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(3600)))
        return SignedJWT(header, set.build()).apply { sign(ECDSASigner(key)) }
    }
}
