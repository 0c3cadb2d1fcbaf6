package com.spotzee.nifi.connect;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The browser a person uses on this machine. */
final class SystemBrowser {

    private SystemBrowser() {
    }

    /** Tries to open an address; where that is not possible nothing happens, for the address is shown as well. */
    static void open(final URI address) {
        final String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        final List<String> command = system.contains("mac") ? List.of("open", address.toString())
                : system.contains("win") ? List.of("rundll32", "url.dll,FileProtocolHandler", address.toString()) : List.of("xdg-open", address.toString());
        try {
            new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (final IOException noBrowser) {
            // a server has none
        }
    }
}
