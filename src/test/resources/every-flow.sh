#!/usr/bin/env bash
# Every flow on its sample, against a sandbox whose every door fails on purpose: 5 % of the calls get a 500, 5 % a 503, 5 % an
# answer that is 300 ms late, and one connection in a hundred is reset when all was done. What Target has in the end must be
# what the samples say, to the last byte (every-flow/), every record must be accounted for, and the same input again must write
# nothing.
#   every-flow.sh PROGRAM [SEED]    SEED decides which calls fail; with 2, the default, each door fails; "none": none does
# It needs bash, Java, and nothing else that a Unix does not have. It works in a folder of its own, which stays where
# something is wrong.
set -euo pipefail
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
seed=${2:-2}
samples=$(dirname "$(dirname "$program")")/config/samples
expected=$(cd "$(dirname "$0")" && pwd)/every-flow

# As cron starts a job: no locale.
export LC_ALL=C JAVA_OPTS=${JAVA_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}
flows="profiles-bulk entities offers audiences activities"
# Those that remember what Target took: the same again is not sent again.
remembering="profiles-bulk entities offers audiences activities"

work=$(mktemp -d "${TMPDIR:-/tmp}/every-flow.XXXXXX")
cd "$work"
sandbox_pid=
end() {
  code=$?
  [ -z "$sandbox_pid" ] || { kill "$sandbox_pid" && wait "$sandbox_pid"; } 2>/dev/null || true
  [ $code = 0 ] && rm -rf "$work" || echo "what happened lies in $work" >&2
  exit $code
}
trap end EXIT

wrong() { echo "WRONG $1"; exit 1; }
# same WHAT EXPECTED-FILE FOUND-FILE
same() { diff "$2" "$3" >difference && echo "ok    $1" || { cat difference; wrong "$1"; }; }
# equal WHAT EXPECTED FOUND
equal() { [ "$2" = "$3" ] && echo "ok    $1: $3" || wrong "$1: $3 and not $2"; }

# sandbox METHOD PATH [BODY-FILE]
sandbox() {
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  {
    printf '%s %s HTTP/1.0\r\nContent-Length: %s\r\n\r\n' "$1" "$2" "$(wc -c <"${3:-/dev/null}" | tr -d ' ')"
    cat "${3:-/dev/null}"
  } >&3
  tr -d '\r' <&3 >answer
  exec 3>&-
  head -1 answer | grep -q ' 20[0-9] ' || { cat answer; wrong "$1 $2"; }
  sed '1,/^$/d' answer
}

# All that Target has of a kind. The ids that Target gives are its own choice, and so is the order that comes of them.
state() { sandbox GET "/sandbox/state/$1" | sed 's/^{"id":[0-9]*,/{"id":"*",/' | sort; }

# How often Target did what a flow's writes ask for.
writes() {
  case $1 in
    profiles-bulk) operations='profiles\.batch-update' ;;
    entities) operations='entities\.[sd][a-z]*e' ;;
    offers) operations='[a-z-]*offers\.[cud][a-z]*' ;;
    audiences) operations='audiences\.[cud][a-z]*' ;;
    activities) operations='[a-z-]*activities\.[cud][a-z]*' ;;
  esac
  sandbox GET /sandbox/state >state
  { grep -o "\"$operations\":{[^}]*}" state || true; } | { grep -o '"20[0-9]":[0-9]*' || true; } |
    awk -F: '{ sum += $2 } END { print sum + 0 }'
}

# faults CARRIED-OUT: whether what was asked for is done before a connection is reset
faults() {
  [ "$seed" != none ] || return 0
  struck
  sandbox DELETE /sandbox/faults >/dev/null
  number=$((seed * 1000))
  separator=[
  for door in /ims/ /sandbox/target/ /m2/ /rest/; do
    for fault in '"status","status":500,"percent":5' '"status","status":503,"percent":5' \
      '"latency","duration":300,"percent":5' "\"reset\",\"carriedOut\":$1,\"percent\":1"; do
      number=$((number + 1))
      echo "$separator{\"kind\":$fault,\"path\":\"$door\",\"seed\":$number,\"times\":\"forever\"}"
      separator=,
    done
  done >faults
  echo "]" >>faults
  sandbox POST /sandbox/faults faults >/dev/null
}
struck() { sandbox GET /sandbox/faults | tr '}' '\n' >>struck; }

# run: takes all that was dropped through
run() {
  code=0
  "$program" --profile every --once 2>>run.log || code=$?
  [ $code = 1 ] || { tail -30 run.log; wrong "the program ended with $code, and not with 1 for the rejected records"; }
}

# parts REPORT: what it says was read, and what became of it
parts() {
  sed -nE 's/^ *"(read|accepted|rejected|deadLettered|skipped)" : ([0-9]*),?$/\2/p' "$1" | paste -sd, - | sed 's/,/, /g'
}

# Of each flow its inbox, its sample, the kind of thing that it makes, and the records of the sample that it leaves out.
about() {
  case $1 in
    profiles-bulk) inbox=profiles sample=profiles.csv kind=profiles left_out=0 ;;
    profiles-stream) inbox=$1 sample=events.jsonl kind=profiles left_out=1 ;;
    entities) inbox=$1 sample=entities.csv kind=$1 left_out=1 ;;
    entities-feed) inbox=entities sample=entities.recs kind=entities left_out=0 ;;
    offers) inbox=$1 sample=offers.jsonl kind=$1 left_out=1 ;;
    audiences) inbox=$1 sample=audiences.json kind=$1 left_out=0 ;;
    activities) inbox=$1 sample=activities.json kind=$1 left_out=0 ;;
  esac
  # The README of the samples says how many records there are, and how many of them are good.
  set -- $(sed -n "s/^| \`$sample\` .*| \([0-9]*\) of \([0-9]*\) |.*/\1 \2/p" "$samples/README.md")
  good=$1 all=$2
}

# account FLOW [SENT]: of the run just now, in which so many of the good records were sent: all of them where it is not said
account() {
  about "$1"
  flow=${1%-feed} sent=${2:-$good}
  equal "$sample: read, accepted, rejected, dead-lettered, skipped" \
    "$all, $sent, $((all - good - left_out)), 0, $((left_out + good - sent))" \
    "$(parts "$(ls data/done/"$flow"/*.report.json | tail -1)")"
  # A stream's rejects are those of a day, and name their source.
  sed 's/^[0-9]\{8\}-[0-9]\{9\}-//' "$(ls data/rejects/"$flow"/*.rejects.csv | tail -1)" >rejects
  same "$sample: the rejects are those of the samples" "$expected/rejects/$1.csv" rejects
}

# drop FLOW [FOLDER]: its sample, as if it had lain there for a while, so that nobody waits for it to be whole
drop() {
  about "$1"
  mkdir -p "data/inbox/$inbox"
  cp "${2:-$samples}/$sample" "data/inbox/$inbox/.new"
  touch -t 202001010000 "data/inbox/$inbox/.new"
  mv "data/inbox/$inbox/.new" "data/inbox/$inbox/$sample"
}

step() { echo "== $*"; }

step "The sandbox, with what the samples name: offers 34 and 9007199254740993, an audience, and what they delete"
mkdir config
cp -r "$(dirname "$samples")/." config
SANDBOX_PORT=0 SANDBOX_BATCH_DELAY=200ms SANDBOX_CALLS_PER_MINUTE=10000 "$program" sandbox 2>sandbox.log &
sandbox_pid=$!
until grep -q "IMS and Target play" sandbox.log; do
  kill -0 $sandbox_pid 2>/dev/null || { cat sandbox.log; wrong "the sandbox did not start"; }
  sleep 0.1
done
port=$(sed -n 's|.*IMS and Target play on http://127.0.0.1:\([0-9]*\).*|\1|p' sandbox.log)
for kind in offers audiences activities entities profiles; do
  sandbox POST "/sandbox/state/$kind" "$expected/before/$kind.jsonl"
done
faults true
# The waits are short, for it is a double that asks for them; and the patience is long, for it fails more often than Target.
cat >config/application-every.properties <<SETTINGS
adobe.ims.grant=jwt
adobe.ims.url=http://127.0.0.1:$port
adobe.ims.client-id=4299134e74d54d56acf2a78b72a7e41e
adobe.ims.client-secret=sandbox-secret
adobe.ims.organization-id=90512A9C5A67B7810A495C94@AdobeOrg
adobe.ims.technical-account-id=9CB1299D58B3EC6F0A495C7F@techacct.adobe.com
adobe.ims.private-key=data/sandbox/private.key
adobe.ims.certificate=data/sandbox/certificate.pem
adobe.target.tenant=sandbox
adobe.target.client-code=sandboxclient
adobe.target.admin-url=http://127.0.0.1:$port
adobe.target.edge-url=http://127.0.0.1:$port
adobe.target.burst=1000
adobe.target.wait-when-exceeded=300ms
sync.entities.environment=1
sync.profiles-stream.window=500ms
sync.state.attempts=6
error.auth.retries=10
error.auth.delay=50
error.target.retries=10
error.target.delay=50
error.target.pending-delays=0:200
sync.look-every=50
ops.once-idle=1000
SETTINGS

step "Every flow of files with its sample"
for flow in $flows; do drop "$flow"; done
run
for flow in $flows; do
  account "$flow"
  state "$kind" >found
  same "$kind: Target has what the samples say" "$expected/samples/$kind.jsonl" found
done

step "The same once more"
for flow in $flows; do
  drop "$flow"
  writes "$flow" >"$flow.before"
done
run
for flow in $remembering; do
  account "$flow" 0
  equal "$flow: writes to Target" 0 $(($(writes "$flow") - $(cat "$flow.before")))
done

step "One record of each is another"
# A connection that is reset when all was done makes a second write of it, and rightly so: here it is reset before.
faults false
mkdir changed after
# change FLOW FROM TO: in the sample, and in what Target has to have
change() {
  about "$1"
  sed "s|$2|$3|" "$samples/$sample" >"changed/$sample"
  sed "s|$2|$3|" "$expected/samples/$kind.jsonl" | sort >"after/$kind.jsonl"
  drop "$1" changed
  writes "$1" >"$1.before"
}
change profiles-bulk Nguyen Tran
change entities Wanderschuh Bergschuh
change offers '<h1>Winter</h1>' '<h1>Snow</h1>'
change audiences /p/cam- /p/tent-
change activities 'gold members' 'platinum members'
run
for flow in $remembering; do account "$flow" 1; done
for flow in $flows; do
  about "$flow"
  equal "$flow: writes to Target" 1 $(($(writes "$flow") - $(cat "$flow.before")))
  state "$kind" >found
  same "$kind: Target has the change, and all else as it was" "after/$kind.jsonl" found
done

step "Events, and a feed of Recommendations"
faults true
drop profiles-stream
drop entities-feed
SYNC_ENTITIES_MAPPING=config/mappings/entities-feed.yaml run
for flow in profiles-stream entities-feed; do
  account $flow
  state "$kind" >found
  same "$kind: Target has what the samples say" "$expected/events/$kind.jsonl" found
done
for kind in offers audiences activities; do
  state "$kind" >found
  same "$kind: Target has them as they were" "after/$kind.jsonl" found
done

step "Both exports"
"$program" export inventory --profile every >exports.log 2>>run.log
id_and_name() { sed -E 's/^\{"id":([0-9]+),("(type|thirdPartyId)":"[^"]*",)*"name":"([^"]*)".*/\1 \4/'; }
for kind in offers audiences activities; do
  sandbox GET "/sandbox/state/$kind" | id_and_name >there
  id_and_name <data/export/inventory/*/"$kind.jsonl" >found
  same "inventory of $kind: id and name of each that Target has" there found
done
exported() {
  same "$1: the account counts what is in the files" <(echo "$2, $2, 0, 0, 0") <(parts data/export/"$1"/*.report.json)
}
exported inventory "$(cat data/export/inventory/*/[!c]*.jsonl data/export/inventory/*/c[!h]*.jsonl | wc -l | tr -d ' ')"
"$program" export reports --profile every --from 2024-01-15 --to 2024-01-15 >>exports.log 2>>run.log
mv data/export/reports/performance-2024-01-15.csv performance.csv
mv data/export/reports/orders-2024-01-15.csv orders.csv
same "performance of a day: what Target says" "$expected/exports/performance.csv" performance.csv
# Each conversion is an order in the sandbox: as many lines of each experience.
awk -F, 'NR > 1 { for (i = 0; i < $14; i++) print $1, $4 }' performance.csv | sort >there
awk -F, 'NR > 1 { print $1, $4 }' orders.csv | sort >found
same "orders of a day: one for each conversion" there found
exported reports $(($(cat performance.csv orders.csv | wc -l) - 2))

step "How often it failed"
if [ "$seed" = none ]; then
  echo "ok    never"
else
  struck
  for fault in status:500 status:503 latency reset; do
    awk -v kind="\"kind\":\"${fault%:*}\"" -v status="${fault#*:}" -v what="${fault#*:}" \
      'index($0, kind) && (index($0, "\"status\":" status) || kind !~ /status/) { sub(/.*"struck":/, ""); sum += $0 }
      END { print "ok    " what ": " sum + 0 }' struck
  done
fi
