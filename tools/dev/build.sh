# shellcheck shell=bash
# Building, and the files that are generated from what was built. Sourced by ./dev after machine.sh.

BIN=$ROOT/build/release/bin
GENERATED_CLIENT=tests/functional/generated/api.d.ts

# As many compilers as cores, fewer when memory is short: Beast takes more than 1 GB a file.
build_jobs() {
  local cores memory_gb
  cores=$(nproc)
  memory_gb=$(awk '/^MemAvailable/ { print int($2 / 1048576 / 1.3) }' /proc/meminfo)
  ((memory_gb < 1)) && memory_gb=1
  echo $((cores < memory_gb ? cores : memory_gb))
}

configure() {
  local preset=$1
  if [[ -f build/$preset/build.ninja && build/$preset/build.ninja -nt CMakePresets.json ]]; then
    return 0
  fi
  CMAKE_CXX_COMPILER_LAUNCHER=ccache cmake --preset "$preset"
}

# build PRESET [TARGET...]
build() {
  local preset=$1
  shift
  export CCACHE_BASEDIR=$ROOT
  step "configure ($preset)" configure "$preset" &&
    step "build ($preset)" cmake --build "build/$preset" --parallel "${MLPP_JOBS:-$(build_jobs)}" ${1:+--target "$@"}
}

# The web interface, when a source is newer than the last build.
build_web() {
  [[ -f $WEB/dist/index.html && -z $(find "$WEB" -newer "$WEB/dist/index.html" -type f \
    -not -path '*/node_modules/*' -not -path '*/dist/*' -print -quit) ]] && return 0
  step 'build (web)' npm --prefix "$WEB" run --silent build
}

# Writes every generated document below DIR, under the path it has in the tree.
generate_documents() {
  local dir=$1
  mkdir -p "$dir/docs" "$dir/$(dirname "$GENERATED_CLIENT")" &&
    "$BIN/mlpp" errors >"$dir/docs/errors.md" &&
    python3 tools/register_map.py >"$dir/docs/register.md" &&
    "$BIN/mlpp" openapi >"$SCRATCH/openapi.json" &&
    "$FUNCTIONAL/node_modules/.bin/openapi-typescript" "$SCRATCH/openapi.json" --output "$dir/$GENERATED_CLIENT"
}

# Compares the documents of the tree with fresh ones, as TAP on standard output.
check_documents() {
  local fresh=$SCRATCH/fresh file number=0
  generate_documents "$fresh" >&2 || return
  echo 1..4
  for file in docs/errors.md docs/register.md "$GENERATED_CLIENT"; do
    number=$((number + 1))
    if diff -u "$file" "$fresh/$file" >&2; then
      echo "ok $number - $file is up to date"
    else
      echo "not ok $number - $file is not what ./dev docs writes"
    fi
  done
  if python3 tools/register_map.py --check >&2; then
    echo 'ok 4 - every rule of this stage has a test'
  else
    echo 'not ok 4 - a rule of this stage has no test'
  fi
}
