/** A wallet on the library as it was for draft 15, with a plain proof for each key. */
import com.nimbusds.jose.JWSAlgorithm
import com.nimbusds.jose.jwk.Curve
import com.nimbusds.jose.jwk.gen.ECKeyGenerator
import eu.europa.ec.eudi.openid4vci.*
import java.net.URI
import kotlinx.coroutines.delay
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.put

private fun newSigner(): PopSigner.Jwt {
    val key = ECKeyGenerator(Curve.P_256).generate()
    return PopSigner.jwtPopSigner(key, JWSAlgorithm.ES256, JwtBindingKey.Jwk(key.toPublicJWK()))
}

private fun configOf(task: JsonObject) =
    OpenId4VCIConfig(
        clientId = task.text("client_id") ?: "wallet-app",
        authFlowRedirectionURI = URI(task.text("redirect_uri") ?: "https://wallet.example/callback"),
        keyGenerationConfig = KeyGenerationConfig(Curve.P_256, 2048),
        credentialResponseEncryptionPolicy = CredentialResponseEncryptionPolicy.SUPPORTED,
        authorizeIssuanceConfig =
            if (task.says("authorization_details")) AuthorizeIssuanceConfig.AUTHORIZATION_DETAILS
            else AuthorizeIssuanceConfig.FAVOR_SCOPES,
        dPoPSigner = if (task.says("dpop")) newSigner() else null,
    )

private suspend fun Issuer.authorize(task: JsonObject): AuthorizedRequest {
    if (task.text("redirect_uri") == null) return authorizeWithPreAuthorizationCode(task.text("tx_code")).getOrThrow()
    val prepared = prepareAuthorizationRequest().getOrThrow()
    val answer = sendToBrowser(prepared.authorizationCodeURL)
    val code = AuthorizationCode(answer.getValue("code"))
    return prepared.authorizeWithAuthorizationCode(code, answer.getValue("state")).getOrThrow()
}

private suspend fun Issuer.waitFor(
    transaction: TransactionId,
    access: AuthorizedRequest,
): AuthorizedRequestAnd<DeferredCredentialQueryOutcome.Issued> {
    tell("deferred")
    var now = access
    while (true) {
        // The library does not hand on what it is told of the interval until it has asked once.
        delay(1000)
        val (next, answer) = now.queryForDeferredCredential(transaction).getOrThrow()
        when (answer) {
            is DeferredCredentialQueryOutcome.Issued -> return next to answer
            is DeferredCredentialQueryOutcome.Errored -> error("${answer.error}: ${answer.errorDescription}")
            is DeferredCredentialQueryOutcome.IssuancePending ->
                tell("still_deferred") { put("interval", answer.interval) }
        }
        now = next
    }
}

private suspend fun Issuer.collect(
    id: CredentialConfigurationIdentifier,
    access: AuthorizedRequest,
    signers: List<PopSigner>,
): AuthorizedRequest {
    val identifier = access.credentialIdentifiers?.get(id)?.first()
    val payload =
        if (identifier == null) IssuanceRequestPayload.ConfigurationBased(id)
        else IssuanceRequestPayload.IdentifierBased(id, identifier)
    val (after, outcome) = access.request(payload, signers).getOrThrow()
    val (last, credentials, notification) =
        when (outcome) {
            is SubmissionOutcome.Success -> Triple(after, outcome.credentials, outcome.notificationId)
            is SubmissionOutcome.Failed -> throw outcome.error
            is SubmissionOutcome.Deferred -> {
                val (later, issued) = waitFor(outcome.transactionId, after)
                Triple(later, issued.credentials, issued.notificationId)
            }
        }
    tellCredentials(id.value, identifier != null, credentials.map { it.credential })
    val event = CredentialIssuanceEvent.Accepted(notification ?: return last, null)
    last.notify(event).getOrThrow()
    return last
}

fun main() = runWallet { task ->
    val issuer = Issuer.make(configOf(task), task.text("offer") ?: error("No offer"), { openHttpClient() }).getOrThrow()
    var access = issuer.authorize(task)
    tell("token") { put("token_type", if (access.accessToken is AccessToken.DPoP) "DPoP" else "Bearer") }
    for (id in issuer.credentialOffer.credentialConfigurationIdentifiers)
        access = issuer.collect(id, access, List(task.number("batch", 1)) { newSigner() })
}
