#!/bin/sh
# 推送一个文件 / pushes one file. 需要 / needs: openssl >= 1.1.1, curl
#
#   HUB=https://hub.example KEY_ID=... KEY_FILE=secret.txt ./push.sh FILE [BATCH_NUMBER] [AS_OF] [ROWS] [SUM]
#
# KEY_FILE 是共享密文（HMAC-SM3）；若是 SM2 私钥（PEM），自动改用 SM2 签名。
# KEY_FILE holds the shared secret (HMAC-SM3) or an SM2 private key (PEM).
# 同一个 BATCH_NUMBER 可以放心重送。 / The same BATCH_NUMBER may be sent again safely.
# 密文会出现在本机的进程列表里：请在专用机器上运行。 / The secret shows in this machine's process list: use a machine of your own.
set -eu
file=$1 number=${2:-} as_of=${3:-} rows=${4:-} sum=${5:-}
path=/feeds/@FEED@
stamp=$(date +%s)000
nonce=$(openssl rand -hex 16)
digest=$(openssl dgst -sm3 -r "$file" | cut -d ' ' -f 1)

text() {
  printf 'POST\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s' \
    "$path" "$KEY_ID" "$stamp" "$nonce" "$digest" "$number" "$as_of" "$rows" "$sum"
}
if grep -q 'PRIVATE KEY' "$KEY_FILE"; then
  signature=$(text | openssl dgst -sm3 -sign "$KEY_FILE" -sigopt distid:1234567812345678 | od -An -v -tx1 | tr -d ' \n')
else
  signature=$(text | openssl dgst -sm3 -mac hmac -macopt "key:$(tr -d ' \r\n' < "$KEY_FILE")" | sed 's/.*= *//')
fi

set -- -sS -w '\n%{http_code}\n' -X POST --data-binary "@$file" \
  -H 'Content-Type: application/octet-stream' -H "X-Canbao-Key: $KEY_ID" -H "X-Canbao-Timestamp: $stamp" \
  -H "X-Canbao-Nonce: $nonce" -H "X-Canbao-Digest: $digest" -H "X-Canbao-Signature: $signature"
[ -z "$number" ] || set -- "$@" -H "Idempotency-Key: $number"
[ -z "$as_of" ] || set -- "$@" -H "X-Canbao-As-Of: $as_of"
[ -z "$rows" ] || set -- "$@" -H "X-Canbao-Rows: $rows"
[ -z "$sum" ] || set -- "$@" -H "X-Canbao-Sum: $sum"
answer=$(curl "$@" "$HUB$path")
printf '%s\n' "$answer"
[ "$(printf '%s\n' "$answer" | tail -n 1)" = 202 ]
