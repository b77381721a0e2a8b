# shellcheck shell=bash
# What the machine must have: packages, the system user for root, npm packages, folders for data.
# Sourced by ./dev after steps.sh. Everything here costs next to nothing when it is already there.

SYSTEM_USER=mlpp
FUNCTIONAL=$ROOT/tests/functional
WEB=$ROOT/web
SCRATCH=

is_root() { [[ $(id -u) -eq 0 ]]; }

as_root() {
  if is_root; then "$@"; else sudo "$@"; fi
}

# Choices of tools/packages.txt ("a" or "a|b") that are not met, one per line.
missing_packages() {
  local choice name installed
  declare -A have=()
  while read -r installed; do have[$installed]=1; done < <(
    dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p'
  )
  if node_is_recent; then have[nodejs]=1; fi
  if command -v npm >/dev/null; then have[npm]=1; fi
  while read -r choice _; do
    [[ -z $choice || $choice == '#'* ]] && continue
    for name in ${choice//|/ }; do
      [[ -n ${have[$name]:-} ]] && continue 2
    done
    echo "$choice"
  done <"$ROOT/tools/packages.txt"
}

node_is_recent() {
  command -v node >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number);
             process.exit(a > 18 || (a === 18 && b >= 18) ? 0 : 1)'
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
    install --yes --no-install-recommends "$@"
}

# postgresql-15 would create and start a system-wide cluster: postgresql-common comes first and is told not to.
install_packages() {
  local choice name chosen=()
  as_root apt-get -o DPkg::Lock::Timeout=300 update || return
  for choice in "$@"; do
    for name in ${choice//|/ }; do
      if apt-cache show --no-all-versions "$name" >/dev/null 2>&1; then
        chosen+=("$name")
        continue 2
      fi
    done
    echo "no package for: $choice"
    return 1
  done
  if [[ " ${chosen[*]} " =~ \ postgresql-[0-9]+\  ]]; then
    apt_install postgresql-common || return
    as_root sed -ri 's/^#?create_main_cluster .*/create_main_cluster = false/' \
      /etc/postgresql-common/createcluster.conf || return
  fi
  apt_install "${chosen[@]}"
}

create_system_user() {
  useradd --system --user-group --home-dir "/var/lib/$SYSTEM_USER" --shell /usr/sbin/nologin "$SYSTEM_USER" &&
    install -d -o "$SYSTEM_USER" -g "$SYSTEM_USER" -m 755 "/var/lib/$SYSTEM_USER"
}

prepare_machine() {
  command -v dpkg-query >/dev/null || die "this needs Debian 12 or newer; tools/packages.txt lists what it uses"
  local missing
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]})); then
    say "· installing: ${missing[*]}"
    # The password is asked here: a step has no terminal.
    is_root || sudo --validate || die "missing packages need sudo: ${missing[*]}"
    STEP_FOREGROUND=yes step 'install packages' install_packages "${missing[@]}" || exit 1
  fi
  if is_root && ! id "$SYSTEM_USER" >/dev/null 2>&1; then
    step "create the system user $SYSTEM_USER" create_system_user || exit 1
  fi
}

# The versions of the lock file. Not `npm ci`: it insists on packages for other platforms, which a registry mirror may
# not carry.
npm_install() { (cd "$1" && npm install --no-save --no-progress); }

# npm leaves a copy of the lock file in node_modules: older than ours means not installed.
prepare_node() {
  local folder
  for folder in "$FUNCTIONAL" "$WEB"; do
    [[ $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]] && continue
    step "npm packages of ${folder#"$ROOT"/}" npm_install "$folder" || return
  done
}

# Where ./dev run keeps its database. Root's clone may sit where the system user cannot look.
data_dir() {
  if [[ -n ${MLPP_DATA:-} ]]; then
    echo "$MLPP_DATA"
  elif is_root; then
    echo "/var/lib/$SYSTEM_USER/dev"
  else
    echo "$ROOT/var/dev"
  fi
}

# An empty folder that the programs may write after root became the system user.
make_data_dir() {
  mkdir -p "$1"
  if is_root && [[ -z $(ls -A "$1") ]]; then
    chown "$SYSTEM_USER:$SYSTEM_USER" "$1"
    chmod 700 "$1"
  fi
}

# Sets SCRATCH: short (socket paths are limited to 107 bytes), gone when ./dev ends.
make_scratch() {
  [[ -z $SCRATCH ]] || return 0
  SCRATCH=$(mktemp -d /tmp/mlpp-XXXXXX)
  if is_root; then chown "$SYSTEM_USER:$SYSTEM_USER" "$SCRATCH"; fi
  chmod 755 "$SCRATCH"
}

remove_scratch() {
  if [[ -n $SCRATCH ]]; then rm -rf "$SCRATCH"; fi
}
