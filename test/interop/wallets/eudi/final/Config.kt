/** How the library is set up for a task: keys in memory, everything it can do allowed. */
import com.nimbusds.jose.jwk.Curve
import com.nimbusds.jose.jwk.JWK
import eu.europa.ec.eudi.openid4vci.*
import java.net.URI
import java.security.cert.CertPathValidator
import java.security.cert.CertificateFactory
import java.security.cert.PKIXParameters
import java.security.cert.TrustAnchor
import java.security.cert.X509Certificate
import kotlinx.serialization.json.JsonObject

private val ES256 = JwsAlgorithm("ES256")

private class AttestedBy(private val provider: Provider, private val clientId: String) : ProvisionClientAttestation {
    private val instance = newKey()
    override val algorithm = ES256
    override val popAlgorithm = ES256

    override suspend fun invoke(authorizationServer: HttpsUrl, preferredClientStatusPeriod: PositiveDuration?) =
        ProvisionClientAttestation.Provisioned(
            provider.attestWallet(clientId, instance),
            KeySigner<JWK>(instance, instance.toPublicJWK()),
        )
}

private class DPoPKey : ProvisionDPoPSigner {
    private val key = newKey()
    override val popAlgorithm = ES256

    override suspend fun invoke(authorizationServer: HttpsUrl) = KeySigner<JWK>(key, key.toPublicJWK())
}

/** Metadata counts only if it is signed by certificates that lead to this root; their revocation is not looked up. */
private fun leadingTo(root: String): IssuerMetadataPolicy {
    val anchors = certificatesOf(root).map { TrustAnchor(it, null) }.toSet()
    fun leads(chain: List<X509Certificate>): Boolean {
        val path = CertificateFactory.getInstance("X.509").generateCertPath(chain)
        val parameters = PKIXParameters(anchors).apply { isRevocationEnabled = false }
        return runCatching { CertPathValidator.getInstance("PKIX").validate(path, parameters) }.isSuccess
    }
    return IssuerMetadataPolicy.RequireSigned(CertificateChainTrust { leads(it) })
}

fun configOf(task: JsonObject, provider: Provider): OpenId4VCIConfig {
    val clientId = task.text("client_id") ?: "wallet-app"
    return OpenId4VCIConfig(
        clientAuthentication =
            if (task.says("attested")) ClientAuthentication.AttestationBased(clientId, AttestedBy(provider, clientId))
            else ClientAuthentication.None(clientId),
        authFlowRedirectionURI = URI(task.text("redirect_uri") ?: "https://wallet.example/callback"),
        encryptionSupportConfig =
            EncryptionSupportConfig(Curve.P_256, 2048, CredentialResponseEncryptionPolicy.SUPPORTED),
        authorizeIssuanceConfig =
            if (task.says("authorization_details")) AuthorizeIssuanceConfig.AUTHORIZATION_DETAILS
            else AuthorizeIssuanceConfig.FAVOR_SCOPES,
        dPoPUsage = if (task.says("dpop")) DPoPUsage.Required(DPoPConfig(DPoPKey())) else DPoPUsage.Never,
        issuerMetadataPolicy = task.text("root_pem")?.let { leadingTo(it) } ?: IssuerMetadataPolicy.IgnoreSigned,
        supportedCredentialReusePolicies = CredentialReusePolicies.Supported(EudiReusePolicyType.entries.toSet()),
    )
}
