#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs Metergate from its unpacked archive, as the Debian package would, on any Linux and without a network; again to
# update or to finish an installation that was interrupted. Your configuration and your data are never overwritten.
#   sudo ./install.sh [--prefix DIR]      DIR is /usr/local by default: DIR/lib/metergate and DIR/bin/metergate
#   sudo ./install.sh --uninstall [--prefix DIR]
set -eu
umask 022

config=/etc/metergate
data=/var/lib/metergate
cache=/var/cache/metergate
unit=/etc/systemd/system/metergate.service
defaults=/etc/default/metergate
rule=/etc/udev/rules.d/50-metergate.rules

fail() {
  printf 'install.sh: %s\n' "$1" >&2
  exit 1
}

say() { printf '%s\n' "$1"; }

systemd_runs() { [ -d /run/systemd/system ] && command -v systemctl >/dev/null; }

# --- what must not be there already -------------------------------------------------------------------------------------

# two installations would share user, configuration, data and service, and each update of one would break the other
refuse_others() {
  if command -v dpkg-query >/dev/null; then
    state=$(dpkg-query -W -f '${db:Status-Status} ${Version}' metergate 2>/dev/null || true)
    case $state in
    "" | not-installed* | config-files*) ;; # of a removed package, its configuration is taken over
    *) fail "Metergate ${state#* } is installed as a Debian package, and there can be one installation on a machine. Update that one with the new package (sudo apt-get install ./metergate_VERSION_all.deb), or remove it first: sudo apt-get remove metergate keeps your configuration and your data." ;;
    esac
  fi
  if [ -e "$unit" ]; then
    other=$(sed -n 's,^ExecStart=\(.*\)/bin/metergate run .*,\1,p' "$unit" | head -n 1)
    if [ -n "$other" ] && [ "$other" != "$prefix" ]; then
      fail "Metergate is installed in $other already ($unit starts it), and there can be one installation on a machine. Update that one with --prefix $other, or remove it with --uninstall --prefix $other."
    fi
  fi
  if [ -e "$command" ] || [ -L "$command" ]; then
    [ "$(readlink "$command")" = "$home/metergate" ] ||
      fail "$command exists and is not of this installation. Move it away, or choose another folder with --prefix."
  fi
  if [ -d "$home" ] && [ ! -e "$home/install.sh" ]; then
    fail "$home exists and is not an installation of Metergate. Move it away, or choose another folder with --prefix."
  fi
}

# --- install ------------------------------------------------------------------------------------------------------------

check_java() {
  # what does not start here is named now, while nothing is changed
  if [ -d "$here/runtime" ] && ! problem=$("$here/runtime/bin/java" -version 2>&1); then
    fail "the Java runtime of this archive does not start on this machine ($(uname -m)): $(printf '%s' "$problem" | head -n 1). Take the archive for this machine, or metergate-VERSION.tar.gz and Java 17 or newer of your system."
  fi
  if ! problem=$("$here/metergate" version 2>&1); then
    [ -d "$here/runtime" ] ||
      problem="$problem
install.sh: Without a network, take the archive that brings its own Java: metergate-VERSION-linux-ARCH.tar.gz with amd64 or arm64 for ARCH."
    printf '%s\n' "$problem" >&2
    exit 1
  fi
}

make_user() {
  if ! getent group metergate >/dev/null; then
    { command -v groupadd >/dev/null && groupadd --system metergate; } || addgroup -S metergate 2>/dev/null ||
      fail "the group metergate could not be made."
  fi
  if ! getent passwd metergate >/dev/null; then
    nologin=$(command -v nologin || echo /usr/sbin/nologin)
    if command -v useradd >/dev/null; then
      useradd --system --gid metergate --home-dir "$data" --no-create-home --shell "$nologin" --comment Metergate metergate ||
        fail "the user metergate could not be made."
    else
      adduser -S -D -H -h "$data" -s "$nologin" -G metergate metergate || fail "the user metergate could not be made."
    fi
  fi
  # serial ports belong to dialout, or to uucp where that does not exist (Arch); gpio exists on Raspberry Pi OS
  serial=dialout
  getent group dialout >/dev/null || serial="uucp"
  for group in "$serial" gpio; do
    if getent group "$group" >/dev/null; then
      usermod -a -G "$group" metergate 2>/dev/null || addgroup metergate "$group" 2>/dev/null ||
        fail "the user metergate could not be added to the group $group."
    fi
  done
}

# a new copy beside the old one, then two renames: a full disk or an interruption leaves the old one
copy_program() {
  new=$home.new
  old=$home.old
  if [ -d "$old" ] && [ ! -d "$home" ]; then
    mv "$old" "$home" # interrupted between the renames
  fi
  rm -rf "$new" "$old"
  mkdir -p "$prefix/lib" "$prefix/bin"
  mkdir "$new"
  for part in metergate install.sh gateway.schema.json lib drivers system licences docs grafana runtime LICENSE README.md CHANGELOG.md CONTRIBUTING.md SECURITY.md; do
    if [ -e "$here/$part" ] && ! cp -R "$here/$part" "$new/$part"; then
      rm -rf "$new"
      fail "the program could not be copied to $new; is the disk full? What was installed before is unchanged."
    fi
  done
  for file in "$new/drivers"/* "$new/drivers"/.[!.]*; do # what somebody put beside them goes to $config/drivers
    is_ours "$file" || rm -rf "$file"
  done
  ln -s "$config/drivers" "$new/local-drivers"
  chown -hR 0:0 "$new"
  chmod -R u+rwX,go+rX,go-w "$new"
  if [ -x "$new/runtime/bin/java" ]; then # makes each start faster; Java does without where it fails
    "$new/runtime/bin/java" -XX:+UseSerialGC -Xshare:dump >/dev/null 2>&1 || true
    find "$new/runtime" -name '*_nocoops.jsa' -exec rm -f {} +
  fi
  if [ -d "$home" ]; then
    mv "$home" "$old"
  fi
  mv "$new" "$home"
  rm -rf "$old"
  ln -sfn "$home/metergate" "$command"
}

# whether a file in drivers/ came with the archive
is_ours() { grep -qxF "${1##*/}" "$here/system/drivers"; }

# put FILE PLACE: a file of ours, replaced at each update
put() {
  mkdir -p "$(dirname "$2")"
  { cp "$1" "$2.new" && chmod 0644 "$2.new" && mv "$2.new" "$2"; } || fail "$2 could not be written."
}

put_system_files() {
  if [ -d /etc/systemd ] || command -v systemctl >/dev/null; then
    sed -e "s,/usr/bin/metergate,$command,g" -e "s,file:///usr/share/doc/metergate/,file://$home/," \
      "$here/system/metergate.service" >"$home/metergate.service"
    put "$home/metergate.service" "$unit"
    rm -f "$home/metergate.service"
  fi
  if [ -d /etc/udev ] || command -v udevadm >/dev/null; then
    put "$here/system/50-metergate.rules" "$rule"
  fi
  put "$here/system/metergate.1" "$prefix/share/man/man1/metergate.1"
  put "$here/system/metergate.bash" "$prefix/share/bash-completion/completions/metergate"
  # this one is yours: options for Java
  [ -e "$defaults" ] || put "$here/system/metergate.default" "$defaults"
}

make_folders() {
  mkdir -p "$data" || fail "$data could not be made."
  mkdir -p "$cache" || fail "$cache could not be made."
  { chown metergate:metergate "$data" "$cache" && chmod 0750 "$data" "$cache"; } ||
    fail "$data and $cache could not be given to the user metergate."
  # what root writes here, the service reads; it never writes here itself
  { mkdir -p "$config/drivers" && chown root:metergate "$config" && chmod 0750 "$config"; } ||
    fail "$config could not be given to the service."
  if [ ! -d "$config/keys" ]; then
    { mkdir "$config/keys" && chown metergate:metergate "$config/keys" && chmod 0750 "$config/keys"; } ||
      fail "$config/keys could not be made."
  fi
  for file in "$here/drivers"/*; do # of somebody who tried Metergate in the unpacked archive
    if [ -e "$file" ] && ! is_ours "$file"; then
      cp -R "$file" "$config/drivers" || fail "$file could not be copied to $config/drivers."
    fi
  done
  if [ ! -e "$config/gateway.yaml" ] && [ ! -L "$config/gateway.yaml" ]; then
    first=$config/.gateway.yaml.new # under another name first: an interruption leaves no half of a configuration
    { sed -e "s,/usr/share/doc/metergate/,$home/," -e "s,/usr/share/metergate/,$home/," "$here/system/gateway.yaml" >"$first" &&
      chown root:metergate "$first" && chmod 0640 "$first" && mv "$first" "$config/gateway.yaml"; } ||
      fail "$config/gateway.yaml could not be written."
  fi
}

start() {
  if command -v systemctl >/dev/null && [ -e "$unit" ]; then
    # the first time; later whoever runs the machine decides
    if [ -z "$update" ]; then
      systemctl enable --quiet metergate.service 2>/dev/null || say "The service could not be enabled: sudo systemctl enable metergate"
    fi
  fi
  if systemd_runs; then
    systemctl daemon-reload || true
    if command -v udevadm >/dev/null; then
      udevadm control --reload || true
      udevadm trigger --subsystem-match=gpio || true
    fi
    if [ -z "$update" ]; then
      systemctl restart metergate.service || say "The service did not start; 'systemctl status metergate' and 'metergate check -c $config/gateway.yaml' say why."
    else
      systemctl try-restart metergate.service || say "The service did not start again; 'systemctl status metergate' says why."
    fi
  else
    say "systemd does not run here, so nothing starts Metergate by itself. Let your system start this as the user metergate:"
    say "  $command run -c $config/gateway.yaml"
  fi
}

install_program() {
  { [ -d "$here/lib" ] && [ -d "$here/system" ]; } || fail "$here is not an unpacked archive of Metergate; unpack metergate-VERSION.tar.gz and run install.sh in it."
  [ "$here" != "$home" ] || fail "this is the installed copy. To update, run install.sh in the unpacked archive of the new version; to remove, use --uninstall."
  refuse_others
  check_java
  update=
  if [ -d "$home" ] || [ -d "$home.old" ]; then
    update=yes
  fi
  make_user
  copy_program
  put_system_files
  make_folders
  rm -f "$cache"/classes-*.jsa # of another version
  start
  say "$("$command" version) is installed in $home."
  say "The configuration is $config/gateway.yaml. The page is on http://127.0.0.1:8080 of this machine; it says what to do next."
}

# --- uninstall ----------------------------------------------------------------------------------------------------------

uninstall() {
  [ -e "$home/install.sh" ] || [ -d "$home.old" ] || fail "nothing is installed in $home. If it was installed with --prefix, name the same folder."
  if [ -e "$unit" ] && grep -q "^ExecStart=$command " "$unit"; then
    if systemd_runs; then
      systemctl stop metergate.service || fail "the service could not be stopped."
    fi
    if command -v systemctl >/dev/null; then
      systemctl disable --quiet metergate.service 2>/dev/null || true
    fi
    rm -f "$unit"
    if systemd_runs; then
      systemctl daemon-reload || true
    fi
  fi
  rm -f "$rule" "$prefix/share/man/man1/metergate.1" "$prefix/share/bash-completion/completions/metergate"
  [ "$(readlink "$command")" != "$home/metergate" ] || rm -f "$command"
  rm -rf "$home.new" "$home.old" "$home" "$cache"
  say "Metergate is removed. Left where it was:"
  say "  $data (all readings)"
  say "  $config and $defaults (configuration, keys)"
  say "  the user and the group metergate"
  say "To remove these too: sudo rm -r $data $config $defaults; sudo userdel metergate"
}

# --- arguments ----------------------------------------------------------------------------------------------------------

main() {
  here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
  prefix=/usr/local
  action=install
  while [ $# -gt 0 ]; do
    case $1 in
    --prefix)
      [ $# -ge 2 ] || fail "--prefix needs a folder."
      prefix=${2%/}
      shift 2
      ;;
    --uninstall)
      action=uninstall
      shift
      ;;
    *) fail "'$1' is unknown. Usage: install.sh [--uninstall] [--prefix DIR]" ;;
    esac
  done
  case $prefix in
  *[!A-Za-z0-9/_.+-]*) fail "--prefix $prefix has characters that a unit of systemd cannot hold." ;;
  /usr) fail "/usr belongs to the packages of the system; take /usr/local or /opt." ;;
  /*) ;;
  *) fail "--prefix needs a folder that begins with '/'." ;;
  esac
  home=$prefix/lib/metergate
  command=$prefix/bin/metergate
  [ "$(uname -s)" = Linux ] || fail "this is for Linux; elsewhere ./metergate runs from this folder without being installed."
  [ "$(id -u)" -eq 0 ] || fail "only root can install; use: sudo $0"
  if [ "$action" = install ]; then
    install_program
  else
    uninstall
  fi
}

main "$@"
exit
