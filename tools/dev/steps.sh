# shellcheck shell=bash
# How ./dev speaks: one line per step with the seconds it took, the full output in build/logs.
# While a step runs, a terminal shows its last progress mark; a pipe gets a line every 30 s.
# Sourced by ./dev, which sets ROOT.

LOGS=$ROOT/build/logs
STEP_CHILD=
STEP_WATCHER=

say() { printf '%s\n' "$*"; }

die() {
  printf '✗ %s\n' "$*" >&2
  exit 1
}

# The last "[12/300]" of a ninja log, or nothing.
progress_of() { tail -c 4000 "$1" 2>/dev/null | grep -aoE '^\[[0-9]+/[0-9]+\]' | tail -n 1 || true; }

watch_step() {
  local name=$1 log=$2 started=$SECONDS
  if [[ -t 1 ]]; then
    while sleep 1; do
      printf '\r\033[K· %s … %d s %s' "$name" $((SECONDS - started)) "$(progress_of "$log")"
    done
  else
    while sleep 30; do
      printf '  %s: still running after %d s %s\n' "$name" $((SECONDS - started)) "$(progress_of "$log")"
    done
  fi
}

# step NAME COMMAND...: the status is the command's. COMMAND runs in its own process group without
# a terminal, so that Ctrl-C ends all of it and nothing can wait for an answer. With STEP_FOREGROUND it
# keeps the terminal's foreground, which sudo wants.
step() {
  local name=$1 started=$SECONDS status=0 log
  shift
  mkdir -p "$LOGS"
  log=$LOGS/${name//[^[:alnum:]]/-}.log
  set -m
  watch_step "$name" "$log" &
  STEP_WATCHER=$!
  disown "$STEP_WATCHER" # bash keeps no record of it: nothing to wait for once it is killed
  if [[ -n ${STEP_FOREGROUND:-} ]]; then
    set +m
    "$@" >"$log" 2>&1 </dev/null || status=$?
  else
    "$@" >"$log" 2>&1 </dev/null &
    STEP_CHILD=$!
    set +m
    wait "$STEP_CHILD" || status=$?
    STEP_CHILD=
  fi
  stop_watcher
  if [[ -t 1 ]]; then printf '\r\033[K'; fi
  if ((status == 0)); then
    printf '· %s … %d s\n' "$name" $((SECONDS - started))
  else
    printf '✗ %s failed after %d s (status %d); the end of %s:\n' \
      "$name" $((SECONDS - started)) "$status" "${log#"$ROOT"/}"
    tail -n 80 "$log" | sed 's/^/    /'
  fi
  return "$status"
}

stop_watcher() {
  [[ -n $STEP_WATCHER ]] || return 0
  kill -- "-$STEP_WATCHER" 2>/dev/null || true
  STEP_WATCHER=
}

# Ends the running step with everything it started.
stop_step() {
  stop_watcher
  [[ -n $STEP_CHILD ]] || return 0
  kill -- "-$STEP_CHILD" 2>/dev/null || true
  wait "$STEP_CHILD" 2>/dev/null || true
  STEP_CHILD=
}
