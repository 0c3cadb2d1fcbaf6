package com.spotzee.nifi.salesforce.login;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host that Salesforce lets log in to: one of the two shared ones, or an org's own. Whatever a user pastes instead (the Lightning page, the
 * setup page, the bare name) is refused with the host that was probably meant.
 *
 * @param url its address without a path: {@code https://acme.my.salesforce.com}
 */
public record SalesforceHost(URI url) {

    public static final SalesforceHost PRODUCTION = new SalesforceHost(URI.create("https://login.salesforce.com"));
    public static final SalesforceHost SANDBOX = new SalesforceHost(URI.create("https://test.salesforce.com"));

    private static final Pattern TYPED = Pattern.compile("(?i)(?:(https?)://)?([a-z0-9._\\[\\]:-]+?)(?::(\\d{1,5}))?(/.*)?");
    // hosts of instances and of Salesforce itself, which say nothing of the org
    private static final Pattern NO_ORG = Pattern.compile("www|welcome|help|(?:na|eu|ap|cs|um|usa|can|bra|gbr|deu|fra|ita|swe|ind|jpn|sgp|aus)\\d{1,4}s?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]");
    private static final List<String> OWN_DOMAINS = List.of(".my.salesforce.com", ".my.salesforce.mil", ".my.sfcrmproducts.cn");
    private static final List<String> PAGES = List.of(".lightning.force.com", ".my.salesforce-setup.com", ".lightning.force.mil", ".my.site.com",
            ".vf.force.com", ".visual.force.com", ".file.force.com", ".cloudforce.com", ".salesforce.com");

    /**
     * The host of a custom domain as a user typed it.
     *
     * @throws IllegalArgumentException with a sentence that says what to type
     */
    public static SalesforceHost custom(final String typed) {
        final Matcher parts = TYPED.matcher(typed.strip());
        if (!parts.matches()) {
            throw refused(typed, "acme.my.salesforce.com");
        }
        final String host = parts.group(2).toLowerCase(Locale.ROOT);
        if (LOOPBACK.matcher(host).matches()) {
            return loopback(parts, host);
        }
        if (PRODUCTION.url.getHost().equals(host) || SANDBOX.url.getHost().equals(host)) {
            throw new IllegalArgumentException("%s is no custom domain: choose the Environment %s instead, or type the org's own host."
                    .formatted(host, PRODUCTION.url.getHost().equals(host) ? "Production" : "Sandbox"));
        }
        final Optional<String> ownDomain = OWN_DOMAINS.stream().filter(host::endsWith).findFirst();
        if (ownDomain.isEmpty() || !isName(host.substring(0, host.length() - ownDomain.get().length()))) {
            throw refused(typed, probablyMeant(host));
        }
        if ("http".equalsIgnoreCase(parts.group(1))) {
            throw new IllegalArgumentException("Custom Domain must not use plain http, which would send the token readably: type " + host);
        }
        if (parts.group(3) != null || parts.group(4) != null && !"/".equals(parts.group(4))) {
            throw refused(typed, host);
        }
        return new SalesforceHost(URI.create("https://" + host));
    }

    /** Whether all orgs of the world log in here; such a host can't tell whom an app acts for. */
    public boolean shared() {
        return equals(PRODUCTION) || equals(SANDBOX);
    }

    /** Where tokens are issued. */
    public URI tokenEndpoint() {
        return url.resolve("/services/oauth2/token");
    }

    /** What a JWT names as its audience: the login host of the org's kind, not the org's own. */
    public String audience() {
        final String host = url.getHost();
        if (shared() || isLoopback()) {
            return url.toString();
        }
        return host.contains(".sandbox.my.") || host.contains(".scratch.my.") ? SANDBOX.url.toString() : PRODUCTION.url.toString();
    }

    /** Whether this is this very machine, where plain http shows nothing to anybody. */
    public boolean isLoopback() {
        return isLoopback(url);
    }

    static boolean isLoopback(final URI address) {
        return address.getHost() != null && LOOPBACK.matcher(address.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    @Override
    public String toString() {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    private static SalesforceHost loopback(final Matcher parts, final String host) {
        final String scheme = parts.group(1) == null ? "https" : parts.group(1).toLowerCase(Locale.ROOT);
        final String port = parts.group(3) == null ? "" : ":" + parts.group(3);
        return new SalesforceHost(URI.create(scheme + "://" + host + port));
    }

    private static String probablyMeant(final String host) {
        final Optional<String> page = PAGES.stream().filter(host::endsWith).findFirst();
        final String name = page.map(suffix -> host.substring(0, host.length() - suffix.length())).orElse(host).replaceFirst("\\.my$", "");
        final boolean likely = isName(name) && !NO_ORG.matcher(name).matches() && (page.isPresent() || !name.contains("."));
        return likely ? name + ".my.salesforce.com" : "acme.my.salesforce.com";
    }

    /** One name, or names with the kind of org after a dot: {@code acme--uat.sandbox}. */
    private static boolean isName(final String text) {
        final List<String> names = List.of(text.split("\\.", -1));
        return names.size() <= 2 && names.stream().allMatch(name -> NAME.matcher(name).matches());
    }

    private static IllegalArgumentException refused(final String typed, final String meant) {
        return new IllegalArgumentException(typed.isBlank()
                ? "Custom Domain is empty: type the org's full host, such as %s (Setup, My Domain).".formatted(meant)
                : "'%s' is not the host of an org's API: type the full host, such as %s (Setup, My Domain).".formatted(typed.strip(), meant));
    }
}
