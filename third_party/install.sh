# Shared by ./run and ./test, which source it: installing what is missing, and building. Needs nothing but bash and
# Debian's essential packages. All it says goes to standard error: standard output belongs to the program.
# shellcheck shell=bash

say() { printf 'clave: %s\n' "$*" >&2; }
die() {
    say "$*"
    exit 1
}

# The checkout, wherever this was called from and through whatever link.
root=$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)

# inSystem COMMAND...: with Debian's tools and compilers, whatever pyenv, conda or CXXFLAGS say.
inSystem() {
    env -u CC -u CXX -u CFLAGS -u CXXFLAGS -u CPPFLAGS -u LDFLAGS -u CPATH -u LIBRARY_PATH -u PKG_CONFIG_PATH \
        -u CMAKE_PREFIX_PATH -u CMAKE_GENERATOR -u CMAKE_TOOLCHAIN_FILE -u PYTHONPATH -u PYTHONHOME \
        PATH=/usr/bin:/bin:/usr/sbin:/sbin "$@"
}

# packagesOf GROUP...: the names in those groups of third_party/packages.
packagesOf() {
    local group='' line name wanted=" $* "
    while read -r line; do
        name=${line%%[[:space:]#]*}
        case $name in
            '') ;;
            \[*\]) group=${name:1:-1} ;;
            *) [[ $wanted == *" $group "* ]] && printf '%s\n' "$name" ;;
        esac
    done <"$root/third_party/packages"
}

# missingOf PACKAGE...: those that are not installed, themselves or as what an installed package provides.
missingOf() {
    local name
    local -A here=()
    while read -r name; do
        [ -n "$name" ] && here[$name]=1
    done < <(dpkg-query -W -f '${db:Status-Status} ${Package},${Provides}\n' 2>/dev/null |
        sed -n 's/^installed //p' | sed 's/([^)]*)//g' | tr -d ' ' | tr ',' '\n')
    for name in "$@"; do
        [ -n "${here[$name]-}" ] || printf '%s\n' "$name"
    done
}

# installAsRoot PACKAGE...: by whatever makes us root. Status 2: nothing does, or it was refused.
installAsRoot() {
    local install="\$get install -y --no-install-recommends $*"
    local command="export DEBIAN_FRONTEND=noninteractive
        get='apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o Acquire::Retries=3'
        ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 || \$get update || exit 1
        $install || { \$get update && $install; } || exit 1"
    if [ "$(id -u)" = 0 ]; then
        sh -c "$command"
        return
    fi
    # sudo is asked first, so that a refusal and a failed installation can be told apart.
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; then
        sudo sh -c "$command"
        return
    fi
    if command -v pkexec >/dev/null && { [ -t 0 ] || [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; }; then
        pkexec /bin/sh -c "$command" && return
        case $? in
            126 | 127) ;; # refused
            *) return 1 ;;
        esac
    fi
    return 2
}

# installMissing GROUP...: installs what is missing; silent when nothing is. The answer is kept in build/, so that the next
# start need not ask again; it is asked anew when the list changes or a build failed.
installMissing() {
    local stamp packages log status groups="$*" names missing
    stamp="$root/build/.packages-${groups// /-}"
    packages=$(<"$root/third_party/packages")
    [ -r "$stamp" ] && [ "$(<"$stamp")" = "$packages" ] && return
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "this is no Debian; what is needed stands in third_party/packages. Going on with what is here."
        return
    fi
    mapfile -t names < <(packagesOf "$@")
    mapfile -t missing < <(missingOf "${names[@]}")
    if [ ${#missing[@]} -gt 0 ]; then
        say "installing ${#missing[@]} packages from Debian: ${missing[*]}"
        log=$(mktemp)
        installAsRoot "${missing[@]}" >"$log" 2>&1
        status=$?
        [ $status = 1 ] && tail -n 15 "$log" >&2
        rm -f "$log"
        if [ $status = 2 ]; then
            say "root must install these first. Type this, then start again:"
            printf "su -c 'apt-get update && apt-get install -y --no-install-recommends %s'\n" "${missing[*]}" >&2
            exit 1
        fi
        [ $status = 0 ] || die "apt-get could not install them; its last words are above."
    fi
    # Root does not write into another's checkout; the owner asks once more.
    [ -O "$root" ] && mkdir -p "$root/build" 2>/dev/null && printf '%s\n' "$packages" 2>/dev/null >"$stamp"
    return 0
}

# becomeOwner COMMAND...: root in another's checkout goes on as that user, so that no file of root's is left there.
becomeOwner() {
    local uid gid name home
    uid=$(stat -c %u "$root")
    [ "$(id -u)" = 0 ] && [ "$uid" != 0 ] || return 0
    gid=$(stat -c %g "$root")
    IFS=: read -r name _ _ gid _ home _ < <(getent passwd "$uid" || printf '%s:::%s::/tmp:\n' "$uid" "$gid")
    say "going on as ${name}, who owns this folder."
    export HOME=$home USER=$name LOGNAME=$name XDG_RUNTIME_DIR=/run/user/$uid
    if getent passwd "$uid" >/dev/null; then
        exec setpriv --reuid="$uid" --regid="$gid" --init-groups -- "$@"
    fi
    exec setpriv --reuid="$uid" --regid="$gid" --clear-groups -- "$@"
}

# showBuild: reads ninja's lines and shows how far it is; on a terminal in one line, else at every quarter. Of what the
# compiler says only the errors are shown: warnings are for those who change Clave (./test makes them errors).
showBuild() {
    local line done total quarter=0 terminal='' state=quiet
    [ -t 2 ] && terminal=1
    while IFS= read -r line; do
        if [[ $line =~ ^@@([0-9]+)/([0-9]+)\  ]]; then
            state=quiet
            done=${BASH_REMATCH[1]} total=${BASH_REMATCH[2]}
            if [ $terminal ]; then
                printf '\r\033[Kclave: building %d of %d' "$done" "$total" >&2
            elif ((total > 1 && done * 4 / total > quarter)); then
                quarter=$((done * 4 / total))
                say "building: $((quarter * 25)) %"
            fi
        elif [[ $line == FAILED:* ]]; then
            [ $terminal ] && printf '\r\033[K' >&2
            state=command # the next line is the whole command
        elif [ $state = command ]; then
            state=errors
        elif [[ $line == ninja:\ Entering* || $line == ninja:\ build\ stopped:\ subcommand* ]]; then
            :
        elif [[ $state = errors || $line == ninja:* || $line == CMake\ Error* ]]; then
            state=errors
            printf '%s\n' "$line" >&2
        fi
    done
    [ $terminal ] && printf '\r\033[K' >&2
    return 0
}

# build NAME TARGET [CMAKE_ARGUMENT...]: brings TARGET up to date in build/NAME. The arguments are those of the first
# configuration. Only one build at a time: a second one waits. Status 1: it failed, and the reason was shown.
build() {
    local folder="$root/build/$1" target=$2 lock log
    shift 2
    mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] || {
        say "cannot write to $folder: copy this folder to a place of your own and start there."
        return 1
    }
    exec {lock}>"$folder/.lock"
    flock -n "$lock" || {
        say "waiting for the other build in $folder."
        flock "$lock"
    }
    # A checkout that was moved or copied is built anew: CMake's files hold whole paths.
    if [ -e "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
        rm -rf "$folder/CMakeCache.txt" "$folder/CMakeFiles" "$folder/build.ninja"
    fi
    if [ ! -e "$folder/build.ninja" ]; then
        [ -t 2 ] || say "building in $folder"
        log=$(mktemp)
        if ! inSystem cmake -S "$root" -B "$folder" -G Ninja -DCMAKE_MAKE_PROGRAM=/usr/bin/ninja "$@" \
            >"$log" 2>&1 </dev/null; then
            grep -v '^-- ' "$log" >&2
            rm -f "$log"
            rm -f "$root"/build/.packages-* "$folder/build.ninja"
            say "CMake could not prepare the build; the reason is above."
            return 1
        fi
        rm -f "$log"
    fi
    if [[ $(inSystem ninja -C "$folder" -n "$target" 2>&1) != *'no work to do.'* ]]; then
        NINJA_STATUS='@@%f/%t ' inSystem ninja -C "$folder" "$target" 2>&1 </dev/null {lock}>&- | showBuild
        if [ "${PIPESTATUS[0]}" != 0 ]; then
            rm -f "$root"/build/.packages-*
            say "the build failed; the compiler's reason is above."
            return 1
        fi
    fi
    exec {lock}>&-
}
