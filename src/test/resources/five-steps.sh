#!/bin/sh
# The five steps of Adobe's article ("How to set up Adobe I/O: Authentication - Step by Step"), with the program's own
# commands and the sandbox in the place of Adobe. $1: the program; the working folder is empty.
set -eu
program=$1

step() { echo "== $*"; }

step 1 Generate private key and public certificate
"$program" keys --out keys --subject "CN=nightly job"

step 2 Create the integration in the Console
# The sandbox is given the certificate, as the Console is, and "Download JSON" is the file of the new credential.
mkdir config
cp -r "$(dirname "$program")/../config/." config
SANDBOX_PORT=$PORT SANDBOX_CERTIFICATE=keys/certificate.pem ADOBE_IMS_PRIVATE_KEY=keys/private.key \
  "$program" sandbox 2>sandbox.log &
trap 'kill $!' EXIT
until grep -q "IMS and Target play" sandbox.log; do sleep 0.1; done
cat >service-account.json <<'JSON'
{"CLIENT_SECRET": "sandbox-secret", "ORG_ID": "90512A9C5A67B7810A495C94@AdobeOrg",
 "API_KEY": "4299134e74d54d56acf2a78b72a7e41e",
 "TECHNICAL_ACCOUNT_ID": "9CB1299D58B3EC6F0A495C7F@techacct.adobe.com",
 "TECHNICAL_ACCOUNT_EMAIL": "9cb1299d58b3ec6f0a495c7f@techacct.adobe.com", "PUBLIC_KEYS_WITH_EXPIRY": {}}
JSON
"$program" credentials import service-account.json
cat >>config/secrets.properties <<SETTINGS
adobe.ims.private-key=keys/private.key
adobe.ims.certificate=keys/certificate.pem
adobe.ims.url=http://127.0.0.1:$PORT
adobe.target.admin-url=http://127.0.0.1:$PORT
adobe.target.edge-url=http://127.0.0.1:$PORT
adobe.target.tenant=sandbox
adobe.target.client-code=sandboxclient
SETTINGS
export CAMEL_MAIN_PROFILE=prod

step 3 Generate JSON Web Token
"$program" jwt >jwt.txt
"$program" jwt --decode @jwt.txt --verify keys/certificate.pem

step 4 Exchange JWT for Bearer Access Token
"$program" token --format header --out adobe.header
"$program" token validate @adobe.header

step 5 Example API call
"$program" call create-content-offer --body '{"name": "Hello", "content": "<b>Hello</b>"}'
"$program" call list-offers --query limit=5
# The token of step 4, in another program's hands.
if command -v curl >/dev/null; then
  curl --silent --fail -H @adobe.header -H "Accept: application/vnd.adobe.target.v2+json" \
    "http://127.0.0.1:$PORT/sandbox/target/offers?limit=5"
fi
