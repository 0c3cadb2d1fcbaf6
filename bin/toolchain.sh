# Sourced by the scripts beside it: finds a JDK and Maven, and builds what is missing. POSIX sh; everything else stands in Maven and Java.

needed_java=21
needed_maven=3.8.6
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

# The feature version of the JDK in folder $1, or nothing if it is not a whole JDK.
jdk_version() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
    if [ -f "$1/release" ]; then
        sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release"
    else
        "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1
    fi
}

# One candidate a line: JAVA_HOME, the java on the PATH, JAVA_HOME_21 and its like, the usual folders.
jdk_candidates() {
    [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
    if command -v java >/dev/null 2>&1; then
        java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
    fi
    env | sed -n 's/^JAVA_HOME_[0-9A-Za-z_]*=//p'
    # JDK_SEARCH_ROOT is for the test of this file: it puts the usual folders elsewhere
    in=${JDK_SEARCH_ROOT:-}
    for folder in "$in"/usr/lib/jvm/* "$in"/usr/java/* "$in"/opt/java* "$in"/opt/java/* "$in"/opt/jdk* \
            "$in${HOME:-}"/.sdkman/candidates/java/* "$in${HOME:-}"/.jdks/* \
            "$in"/Library/Java/JavaVirtualMachines/*/Contents/Home "$in"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        printf '%s\n' "$folder"
    done
}

# Sets and exports JAVA_HOME to the first JDK that is new enough.
find_jdk() {
    candidates=$(jdk_candidates)
    found=$(printf '%s\n' "$candidates" | while IFS= read -r folder; do
        version=$(jdk_version "$folder")
        if [ -n "$version" ] && [ "$version" -ge "$needed_java" ]; then
            printf '%s\n' "$folder"
            break
        fi
    done)
    if [ -z "$found" ]; then
        fail "No JDK of Java $needed_java or newer was found: install one (a JDK, with javac) and set JAVA_HOME to its folder. Looked at:" \
            "  JAVA_HOME: ${JAVA_HOME:-not set}" \
            "  java on the PATH: $(command -v java || printf 'none')" \
            "  and every JDK in /usr/lib/jvm, /usr/java, /opt, ~/.sdkman/candidates/java, ~/.jdks, /Library/Java/JavaVirtualMachines, \$JAVA_HOME_21 and its like:" \
            "$(printf '%s\n' "$candidates" | while IFS= read -r folder; do
                version=$(jdk_version "$folder")
                [ -n "$version" ] && printf '  %s is Java %s\n' "$folder" "$version"
            done | sort -u)"
    fi
    JAVA_HOME=$found
    export JAVA_HOME
    # Maven's own libraries use what Java 24 and newer warn about
    if [ "$(jdk_version "$JAVA_HOME")" -ge 24 ]; then
        MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
        export MAVEN_OPTS
    fi
}

find_maven() {
    command -v mvn >/dev/null 2>&1 || fail "Maven is missing: install Maven $needed_maven or newer and put its mvn on the PATH."
    version=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1)
    oldest=$(printf '%s\n%s\n' "$needed_maven" "${version:-0}" | sort -t . -k 1,1n -k 2,2n -k 3,3n | head -n 1)
    [ "$oldest" = "$needed_maven" ] || fail "Maven ${version:-of an unknown version} ($(command -v mvn)) is too old: install Maven $needed_maven or newer."
}

# stamped STAMP COMMAND...: runs a build; once it has succeeded, the file STAMP says since when nothing needs to be built again.
stamped() {
    stamp=$1
    shift
    started=$(mktemp) || exit 1
    "$@" || { rm -f "$started"; return 1; }
    mv "$started" "$stamp"
}

# build STAMP MODULE: packages the module and what it needs, unless nothing has changed since the file STAMP was made.
build() {
    if [ -f "$1" ] && [ -z "$(find "$root/pom.xml" "$root"/nifi-*/pom.xml "$root"/nifi-*/src/main -newer "$1" | head -n 1)" ]; then
        return 0
    fi
    find_maven
    printf 'Building (the first time downloads about 300 MB and takes some minutes) ...\n' >&2
    (cd "$root" && stamped "$1" mvn -B -ntp -q -Dstyle.color=never -Pfast -DskipTests -am -pl "$2" package) \
        || fail "The build has failed; Maven says why above."
}
