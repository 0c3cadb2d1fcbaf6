package com.spotzee.nifi.connect;

import com.spotzee.nifi.http.Secret;

import java.io.Console;
import java.util.Arrays;
import java.util.Optional;

/** The terminal this program was started in. */
final class ConsoleTerminal implements Terminal {

    private final Console console;

    private ConsoleTerminal(final Console console) {
        this.console = console;
    }

    /** Empty where input or output go elsewhere: into a file or another program. */
    static Optional<Terminal> ofThisProcess() {
        return Optional.ofNullable(System.console()).map(ConsoleTerminal::new);
    }

    @Override
    public void say(final String text) {
        console.writer().println(text);
        console.flush();
    }

    @Override
    public String ask(final String question) {
        final String answer = console.readLine("%s: ", question);
        return answer == null ? "" : answer.strip();
    }

    @Override
    public Secret askSecret(final String question) {
        final char[] answer = console.readPassword("%s: ", question);
        if (answer == null) {
            return new Secret("");
        }
        final Secret secret = new Secret(new String(answer).strip());
        Arrays.fill(answer, ' ');
        return secret;
    }
}
