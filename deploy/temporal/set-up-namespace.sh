#!/bin/sh
# Creates the namespace and the search attributes that operators filter sessions by; harmless when they are there.
set -eu

until temporal operator cluster health; do sleep 2; done

temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 30d

# A new namespace is known to every part of the server only after some seconds.
attempts=0
until temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" \
  --name Issuer --type Keyword \
  --name SessionStatus --type Keyword \
  --name GrantType --type Keyword \
  --name CredentialConfigurations --type KeywordList \
  --name ClientId --type Keyword \
  --name LastProblem --type Keyword; do
  attempts=$((attempts + 1))
  [ "$attempts" -lt 15 ] || exit 1
  sleep 2
done
