# shellcheck shell=bash
# The test suites. Each leaves build/results/NAME.KIND (gtest, vitest or tap) and NAME.exit;
# tools/sum_results.py adds them up and counts what is missing as failed. Sourced by ./dev after lint.sh.

RESULTS=$ROOT/build/results

# Name and kind of every suite, in the order they run. ./dev hands them to the sum.
# shellcheck disable=SC2034
QUICK_SUITES=(lint:tap documents:tap unit:gtest database:gtest schema:tap functional:vitest web:vitest)
# shellcheck disable=SC2034
FULL_SUITES=(faults:vitest browser:vitest unit-asan:gtest database-asan:gtest unit-tsan:gtest database-tsan:gtest fuzz:tap)

# suite NAME KIND COMMAND...: COMMAND finds the path for its results in $RESULT. Never stops the run.
suite() {
  local name=$1 kind=$2 status=0
  shift 2
  RESULT=$RESULTS/$name.$kind
  step "test: $name" "$@" || status=$?
  echo "$status" >"$RESULTS/$name.exit"
}

# suite for one that speaks through steps of its own.
suite_of_steps() {
  local name=$1 kind=$2 status=0
  shift 2
  "$@" "$RESULTS/$name.$kind" || status=$?
  echo "$status" >"$RESULTS/$name.exit"
}

# Sanitizer reports end the program and name source lines.
export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$ROOT/tests/lsan.supp:print_suppressions=0}
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:detect_stack_use_after_return=1}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
export TSAN_OPTIONS=${TSAN_OPTIONS:-halt_on_error=1:second_deadlock_stack=1:suppressions=$ROOT/tests/tsan.supp}
export ASAN_SYMBOLIZER_PATH=${ASAN_SYMBOLIZER_PATH:-/usr/bin/llvm-symbolizer-19}
export TSAN_SYMBOLIZER_PATH=${TSAN_SYMBOLIZER_PATH:-$ASAN_SYMBOLIZER_PATH}

# run_gtest PRESET PROGRAM [gtest options]: in two halves side by side, each with its own cluster; alone, a test keeps
# one processor busy at most. The program may have left root's rights by the time it writes its report, so it writes to
# the scratch folder.
run_gtest() {
  local program=build/$1/bin/$2 report=$SCRATCH/$1-$2 half status=0 halves=()
  shift 2
  rm -f "$report".*
  for half in 0 1; do
    GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=$half "$program" --gtest_output="json:$report.$half.json" --gtest_color=no "$@" \
      >"$report.$half.log" 2>&1 &
    halves+=($!)
  done
  for half in 0 1; do
    wait "${halves[half]}" || status=$?
    cat "$report.$half.log"
  done
  cat "$report".?.json >"$RESULT"
  return "$status"
}

# with_test_cluster COMMAND...: runs COMMAND while `mlpp serve` holds a fresh, migrated private cluster in
# $TEST_DATA. `mlpp psql --data "$TEST_DATA"` reaches it as the owner.
with_test_cluster() {
  local log=$SCRATCH/serve.log server status=0
  TEST_DATA=$SCRATCH/pg
  make_data_dir "$TEST_DATA"
  "$BIN/mlpp" serve --data "$TEST_DATA" --listen 127.0.0.1:0 --environnement dev >"$log" 2>&1 &
  server=$!
  if wait_for_ready "$server" "$log"; then
    "$@" || status=$?
  else
    cat "$log" >&2
    status=3
  fi
  kill "$server" 2>/dev/null || true
  wait "$server" || true
  rm -rf "$TEST_DATA"
  return "$status"
}

# At most 60 s; a server that ends before is a failure at once.
wait_for_ready() {
  local server=$1 log=$2 tenths
  for ((tenths = 0; tenths < 600; tenths++)); do
    grep -q '^ready http://' "$log" && return 0
    kill -0 "$server" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# pgTAP files speak TAP by themselves; "# file:" lines tell the sum where the next one starts. They act as every
# role, so psql comes in as the private cluster's superuser.
run_schema_tests() {
  local file sockets status=0
  sockets=$("$BIN/mlpp" psql --data "$TEST_DATA" -- -X -c '\echo :HOST') || return
  : >"$RESULT"
  for file in schema/tests/*.sql; do
    echo "# file: $file" >>"$RESULT"
    psql "host=$sockets user=mlpp_cluster dbname=mlpp" -X -A -t -q -v ON_ERROR_STOP=1 -f "$file" >>"$RESULT" || {
      status=1
      echo "Bail out! $file ended early" >>"$RESULT"
    }
  done
  cat "$RESULT"
  return "$status"
}

run_vitest() {
  local project=$1
  (cd "$FUNCTIONAL" && MLPP_BIN=$BIN/mlpp MLPP_WEB=$WEB/dist node_modules/.bin/vitest run --project "$project" \
    --reporter=default --reporter=json --outputFile.json="$RESULT")
}

# Pure parts of the interface, without a browser.
run_web() {
  (cd "$WEB" && node_modules/.bin/vitest run --reporter=default --reporter=json --outputFile.json="$RESULT")
}

# fuzz_target PROGRAM SECONDS: new inputs go to build/, the committed corpus is only read.
fuzz_target() {
  local name corpus seeds=()
  name=$(basename "$1")
  corpus=build/fuzz-corpus/$name
  mkdir -p "$corpus" build/fuzz-artifacts
  [[ -d fuzz/corpus/$name ]] && seeds=("fuzz/corpus/$name")
  "$1" -max_total_time="$2" -timeout=5 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="build/fuzz-artifacts/$name-" "$corpus" "${seeds[@]}"
}

run_fuzz() {
  local seconds=$1 program number=0 failed=0
  : >"$RESULT"
  for program in build/asan/bin/*_fuzz; do
    number=$((number + 1))
    if fuzz_target "$program" "$seconds"; then
      echo "ok $number - $(basename "$program")" >>"$RESULT"
    else
      echo "not ok $number - $(basename "$program")" >>"$RESULT"
      failed=$((failed + 1))
    fi
  done
  echo "1..$number" >>"$RESULT"
  ((failed == 0))
}

run_documents() { check_documents >"$RESULT"; }

# The sanitizer suites of one preset; without its build they stay missing, which counts.
run_sanitized() {
  local preset=$1
  build "$preset" || return 0
  suite "unit-$preset" gtest run_gtest "$preset" mlpp_tests
  suite "database-$preset" gtest run_gtest "$preset" mlpp_pgtests
}

run_suites() {
  local full=$1
  suite_of_steps lint tap run_lint
  if build release; then
    suite documents tap run_documents
    suite unit gtest run_gtest release mlpp_tests
    suite database gtest run_gtest release mlpp_pgtests
    suite schema tap with_test_cluster run_schema_tests
    suite functional vitest run_vitest functional
    suite web vitest run_web
    build_web || echo 1 >"$RESULTS/web.exit"
  fi
  if [[ -n $full ]]; then
    if [[ -x $BIN/mlpp ]]; then suite faults vitest run_vitest faults; fi
    if build_web; then suite browser vitest run_vitest 'browser*'; fi
    run_sanitized asan
    [[ -x build/asan/bin/cookie_fuzz ]] && suite fuzz tap run_fuzz 10
    run_sanitized tsan
  fi
}
