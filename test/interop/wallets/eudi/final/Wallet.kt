/** A wallet on the library: it takes what is offered or asks by itself, whatever the grant, and tells what it got. */
import eu.europa.ec.eudi.openid4vci.*
import kotlinx.coroutines.delay
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put

private suspend fun openIssuer(task: JsonObject, provider: Provider): Issuer {
    val config = configOf(task, provider)
    val client = openHttpClient()
    val offer = task.text("offer")
    val (issuer) =
        if (offer != null) Issuer.make(config, offer, client).getOrThrow()
        else {
            val wanted = task.getValue("wants").jsonArray.map { it.jsonPrimitive.content }
            val id = CredentialIssuerId(task.text("issuer") ?: error("No issuer to ask")).getOrThrow()
            Issuer.makeWalletInitiated(config, id, wanted.map(::CredentialConfigurationIdentifier), client).getOrThrow()
        }
    return issuer
}

private suspend fun Issuer.authorize(task: JsonObject): AuthorizedRequest {
    if (task.text("redirect_uri") == null) return authorizeWithPreAuthorizationCode(task.text("tx_code")).getOrThrow()
    val prepared = prepareAuthorizationRequest().getOrThrow()
    val answer = sendToBrowser(prepared.authorizationCodeURL)
    val code = AuthorizationCode(answer.getValue("code"))
    return prepared.authorizeWithAuthorizationCode(code, answer.getValue("state")).getOrThrow()
}

/** One proof for all keys: signed by the first of them, or their attestation alone. */
private fun proofOf(task: JsonObject, provider: Provider): ProofSpecification {
    val keys = List(task.number("batch", 1)) { newKey() }
    return when (task.text("proof_type")) {
        "attestation" -> ProofSpecification.AttestationProof { nonce, _ -> provider.attestKeys(keys, nonce) }
        else -> ProofSpecification.JwtProof { nonce, _ -> KeySigner(keys.first(), provider.attestKeys(keys, nonce)) }
    }
}

private suspend fun Issuer.refreshed(access: AuthorizedRequest): AuthorizedRequest =
    access.refresh().getOrThrow().also { tell("refreshed") }

private suspend fun Issuer.waitFor(
    first: SubmissionOutcome.Deferred,
    access: AuthorizedRequest,
    isRefreshing: Boolean,
): AuthorizedRequestAnd<DeferredCredentialQueryOutcome.Issued> {
    tell("deferred") { put("interval", first.interval.inWholeSeconds) }
    var now = access
    while (true) {
        delay(first.interval)
        val (next, answer) = now.queryForDeferredCredential(first.transactionId).getOrThrow()
        when (answer) {
            is DeferredCredentialQueryOutcome.Issued -> return next to answer
            is DeferredCredentialQueryOutcome.Errored -> error("${answer.error}: ${answer.errorDescription}")
            is DeferredCredentialQueryOutcome.IssuancePending -> tell("still_deferred")
        }
        // Of itself the library refreshes a token that has expired.
        now = if (isRefreshing) refreshed(next) else next
    }
}

private suspend fun Issuer.collect(
    id: CredentialConfigurationIdentifier,
    access: AuthorizedRequest,
    proof: ProofSpecification,
    isRefreshing: Boolean,
): AuthorizedRequest {
    val identifier = access.credentialIdentifiers?.get(id)?.first()
    val payload =
        if (identifier == null) IssuanceRequestPayload.ConfigurationBased(id)
        else IssuanceRequestPayload.IdentifierBased(id, identifier)
    val (after, outcome) = access.request(payload, proof).getOrThrow()
    val (last, credentials, notification) =
        when (outcome) {
            is SubmissionOutcome.Success -> Triple(after, outcome.credentials, outcome.notificationId)
            is SubmissionOutcome.Failed -> throw outcome.error
            is SubmissionOutcome.Deferred -> {
                val (later, issued) = waitFor(outcome, after, isRefreshing)
                Triple(later, issued.credentials, issued.notificationId)
            }
        }
    tellCredentials(id.value, identifier != null, credentials.map { it.credential })
    val event = CredentialIssuanceEvent.Accepted(notification ?: return last, null)
    return last.notify(event).getOrThrow()
}

fun main() = runWallet { task ->
    val provider = Provider(task.getValue("provider").jsonObject)
    val issuer = openIssuer(task, provider)
    val offer = issuer.credentialOffer
    tell("metadata") {
        put("signed", offer.credentialIssuerMetadata.metadataSigningCertificate != null)
        put("encrypts", offer.exchangeEncryptionSpecification.responseEncryptionSpec != null)
    }
    var access = issuer.authorize(task)
    tell("token") { put("token_type", if (access.accessToken is AccessToken.DPoP) "DPoP" else "Bearer") }
    val ids = offer.credentialConfigurationIdentifiers
    for (id in ids) access = issuer.collect(id, access, proofOf(task, provider), task.says("refresh"))
    if (!task.says("again")) return@runWallet
    access = issuer.refreshed(access)
    for (id in ids) access = issuer.collect(id, access, proofOf(task, provider), false)
}
