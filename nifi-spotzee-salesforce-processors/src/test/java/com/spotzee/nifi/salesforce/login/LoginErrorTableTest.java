package com.spotzee.nifi.salesforce.login;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The table of login errors in {@code docs/connect.md} names everything that Salesforce says, with the sentence that follows it here. */
class LoginErrorTableTest {

    private static final Path PAGE = Path.of("..", "docs", "connect.md");
    private static final String HEADER = "| what Salesforce says | what it means, and what to do |";
    private static final Map<TokenRefusal, String> WITHOUT_A_WORDING = Map.of(TokenRefusal.OTHER_GRANT, "`invalid_grant`: anything else",
            TokenRefusal.OTHER, "anything else");

    @Test
    void hasARowForEachCauseWithTheSentenceThatIsShown() throws IOException {
        final List<String> rows = Files.readAllLines(PAGE).stream().dropWhile(line -> !line.equals(HEADER)).skip(2).takeWhile(line -> line.startsWith("|"))
                .toList();
        assertEquals(String.join("\n", expected()), String.join("\n", rows));
    }

    private static List<String> expected() {
        return Stream.of(TokenRefusal.values()).map(cause -> "| %s | %s |".formatted(wordings(cause), cause.advice())).toList();
    }

    private static String wordings(final TokenRefusal cause) {
        final Map<String, String> wordings = Stream.of(com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal.values())
                .filter(wire -> TokenRefusal.of(wire.error(), wire.description()) == cause)
                .collect(Collectors.groupingBy(com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal::error, LinkedHashMap::new,
                        Collectors.mapping(com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal::description, Collectors.joining(", "))));
        return wordings.isEmpty() ? WITHOUT_A_WORDING.get(cause)
                : wordings.entrySet().stream().map(wording -> "`" + wording.getKey() + "`: " + wording.getValue()).collect(Collectors.joining("; "));
    }
}
