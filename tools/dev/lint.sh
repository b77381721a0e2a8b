# shellcheck shell=bash
# Every check that reads the tree without running the product. Each prints file:line and a reason.
# Sourced by ./dev after build.sh.

shell_files() { printf '%s\n' dev .ci/run tools/dev/*.sh; }

cpp_files() { git ls-files --cached --others --exclude-standard -- '*.cpp' '*.h'; }

# One line a finding, without the context: ./dev format repairs.
check_format() {
  local output
  output=$(cpp_files | xargs -r clang-format-19 --dry-run -Werror 2>&1) && return 0
  sed -n 's|: error: code should be clang-formatted.*|: not as ./dev format writes it|p' <<<"$output"
  grep -vF 'Wclang-format-violations' <<<"$output" | grep -E 'error|No such' || true
  return 1
}

check_shell() {
  # -x follows what ./dev sources.
  shell_files | xargs shellcheck -x --source-path=SCRIPTDIR
}

check_types() { npm --prefix "$FUNCTIONAL" run --silent types; }

check_typescript() { npm --prefix "$FUNCTIONAL" run --silent lint; }

check_web_types() { npm --prefix "$WEB" run --silent types; }

check_web_rules() { npm --prefix "$WEB" run --silent lint; }

check_clang_tidy() { configure release && python3 tools/clang_tidy.py build/release; }

test_tools() { PYTHONPATH=tools python3 -m unittest discover --start-directory tools/tests; }

# Name, then command. Cheap ones first.
LINT_CHECKS=(
  'layers:python3 tools/check_layers.py'
  'tree rules:python3 tools/check_tree.py'
  'translations:python3 tools/check_translations.py'
  'codes and queries:python3 tools/check_tests.py'
  'tests of the tools:test_tools'
  'shell scripts:check_shell'
  'C++ format:check_format'
  'TypeScript types:check_types'
  'TypeScript rules:check_typescript'
  'web types:check_web_types'
  'web rules:check_web_rules'
  'clang-tidy:check_clang_tidy'
)

# run_lint FILE: runs all checks whatever fails and writes TAP to FILE. Status: whether all passed. With QUICK set
# clang-tidy, the one that takes minutes, is left out.
run_lint() {
  local tap=$1 entry name number=0 failed=0
  if [[ -n ${QUICK:-} ]]; then unset 'LINT_CHECKS[-1]'; fi
  printf '1..%d\n' "${#LINT_CHECKS[@]}" >"$tap"
  for entry in "${LINT_CHECKS[@]}"; do
    name=${entry%%:*}
    number=$((number + 1))
    # shellcheck disable=SC2086 # the command of a check is words
    if step "lint: $name" ${entry#*:}; then
      echo "ok $number - $name" >>"$tap"
    else
      echo "not ok $number - $name" >>"$tap"
      failed=$((failed + 1))
    fi
  done
  ((failed == 0))
}
