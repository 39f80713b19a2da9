#!/bin/sh
# Makes the secrets that infra/docker/secrets.yml and infra/compose.monitoring.yml read, each once; what is there stays.
set -eu
dir="${SECRETS_DIR:-./secrets}"
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
keep() { [ -e "$dir/$1" ] || { cat > "$dir/$1"; chmod 644 "$dir/$1"; }; }

# The folder keeps others out; the files are read by users of the containers, who come in by another way.
mkdir -p "$dir"
chmod 700 "$dir"
for name in control_token control_operate_token control_view_token grafana_password; do random | keep "$name"; done
for name in zephyr_token qtest_token jira_token otlp_headers; do : | keep "$name"; done
password="$(random)"
[ -e "$dir/redis_conf" ] || printf 'redis://:%s@redis:6379' "$password" > "$dir/redis_url"
printf 'requirepass %s\nprotected-mode yes\n' "$password" | keep redis_conf
chmod 644 "$dir/redis_url"
echo "Write the token of Zephyr Scale into $dir/zephyr_token, that of qTest into $dir/qtest_token."
