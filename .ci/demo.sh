# For the scripts beside it: `demo_begins` serves a small demo from a folder of its own, with a built `koprik` (KOPRIK_BIN names
# another), and takes both away at the end; `demo_is_ready` waits for it. `$work` is the folder, `$base` the address, and
# `$work/demo/demo-clients.json` holds the clients.
binary=$(realpath "${KOPRIK_BIN:-target/debug/koprik}")
work=$(mktemp -d)
base=http://127.0.0.1:$((20000 + RANDOM % 10000))

demo_begins() {
  "$binary" demo --data-dir "$work/demo" --vacancies 20 --bind "${base#http://}" "$@" >"$work/demo.out" 2>&1 &
  demo=$!
  trap 'kill $demo 2>/dev/null || true; wait $demo 2>/dev/null || true; rm -rf "$work"' EXIT
}

# It says what to try when it serves, and is ready when it has indexed the names of the taxonomy, which takes a debug build a while.
demo_is_ready() {
  for _ in $(seq 300); do
    grep -q uz-Latn "$work/demo.out" && curl -sf -o "$work/ready" "$base/v1/taxonomy/suggest?kind=occupation&q=a" && return
    kill -0 $demo 2>/dev/null || break
    sleep 0.2
  done
  cat "$work/demo.out"
  return 1
}

# Of the demo's first client of this role: its `client_id` or `client_secret`.
of_client() {
  python3 -c 'import json, sys; print(next(one for one in json.load(open(sys.argv[1]))["clients"] if one["role"] == sys.argv[2])[sys.argv[3]])' \
    "$work/demo/demo-clients.json" "$1" "$2"
}
