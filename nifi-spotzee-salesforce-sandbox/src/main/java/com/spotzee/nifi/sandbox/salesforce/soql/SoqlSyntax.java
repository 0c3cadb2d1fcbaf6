package com.spotzee.nifi.sandbox.salesforce.soql;

import io.github.apexdevtools.apexparser.ApexLexer;
import io.github.apexdevtools.apexparser.ApexParser;
import io.github.apexdevtools.apexparser.ApexParserFactory;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

import java.util.List;
import java.util.Set;

/** Parses a statement with the published grammar and refuses what that grammar takes but Salesforce's REST API does not. */
final class SoqlSyntax {
    private static final Set<Integer> NEVER_A_NAME = Set.of(ApexLexer.SELECT, ApexLexer.FROM, ApexLexer.WHERE, ApexLexer.SOQLAND, ApexLexer.SOQLOR,
            ApexLexer.LIMIT,
            ApexLexer.LIKE, ApexLexer.IN, ApexLexer.INCLUDES, ApexLexer.EXCLUDES, ApexLexer.HAVING, ApexLexer.USING, ApexLexer.WITH, ApexLexer.NULLS);
    // after these something must follow that is a name or a value
    private static final Set<Integer> OPEN_ENDED = Set.of(ApexLexer.SELECT, ApexLexer.COMMA, ApexLexer.DOT, ApexLexer.FROM, ApexLexer.WHERE, ApexLexer.SOQLAND,
            ApexLexer.SOQLOR, ApexLexer.BY, ApexLexer.LIMIT, ApexLexer.ASSIGN, ApexLexer.NOTEQUAL, ApexLexer.LESSANDGREATER, ApexLexer.LT, ApexLexer.GT,
            ApexLexer.LIKE, ApexLexer.HAVING);

    private final SoqlStatement statement;

    SoqlSyntax(final SoqlStatement statement) {
        this.statement = statement;
    }

    ApexParser.QueryContext parse() {
        final Listener listener = new Listener();
        final ApexLexer lexer = ApexParserFactory.createLexer(CharStreams.fromString(statement.masked()));
        lexer.removeErrorListeners();
        lexer.addErrorListener(listener);
        final CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        final List<Token> visible = tokens.getTokens().stream().filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL).toList();
        checkReservedWords(visible);
        checkNumbers(visible);
        final ApexParser parser = ApexParserFactory.createParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(listener);
        final ApexParser.QueryContext query = parser.query();
        final Token next = tokens.LT(1);
        if (next.getType() != Token.EOF) {
            throw unexpected(next);
        }
        if (query.allRowsClause() != null) {
            throw new SoqlError("MALFORMED_QUERY", "ALL ROWS not allowed in this context");
        }
        return query;
    }

    SoqlError unexpected(final Token token) {
        return token.getType() == Token.EOF
                ? statement.unexpectedToken(statement.masked().length(), "<EOF>")
                : statement.unexpectedToken(token.getStartIndex(), statement.text(token.getStartIndex(), token.getStopIndex() + 1));
    }

    /** The grammar lets keywords be names, so that {@code SELECT Id, FROM Lead} fails far from its fault or not at all. */
    private void checkReservedWords(final List<Token> tokens) {
        for (int index = 1; index < tokens.size(); index++) {
            final Token token = tokens.get(index);
            final boolean open = OPEN_ENDED.contains(tokens.get(index - 1).getType());
            if (open && (token.getType() == Token.EOF || NEVER_A_NAME.contains(token.getType()))) {
                throw unexpected(token);
            }
        }
    }

    /** Apex writes a double as {@code 1.5d}; {@code > =} with a blank between is none of SOQL's operators. */
    private void checkNumbers(final List<Token> tokens) {
        for (int index = 1; index < tokens.size(); index++) {
            final Token token = tokens.get(index);
            final Token before = tokens.get(index - 1);
            final boolean suffixed = token.getType() == ApexLexer.NumberLiteral && token.getText().matches(".*[dD]");
            final boolean apart = token.getType() == ApexLexer.ASSIGN && (before.getType() == ApexLexer.LT || before.getType() == ApexLexer.GT)
                    && before.getStopIndex() + 1 != token.getStartIndex();
            if (suffixed || apart) {
                throw unexpected(token);
            }
        }
    }

    private final class Listener extends BaseErrorListener {
        @Override
        @SuppressWarnings("checkstyle:ParameterNumber") // ANTLR's signature
        public void syntaxError(final Recognizer<?, ?> recognizer, final Object offending, final int line, final int position, final String message,
                final RecognitionException cause) {
            if (offending instanceof final Token token) {
                throw unexpected(token);
            }
            throw new SoqlError("MALFORMED_QUERY", "line " + line + ":" + position + " no viable alternative at character '"
                    + statement.masked().lines().skip(line - 1L).findFirst().orElse(" ").substring(position, position + 1) + "'");
        }
    }
}
