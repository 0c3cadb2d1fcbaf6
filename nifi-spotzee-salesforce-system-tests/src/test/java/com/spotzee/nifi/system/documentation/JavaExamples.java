package com.spotzee.nifi.system.documentation;

import com.sun.source.util.JavacTask;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Statements in Java, which must compile against the project. */
final class JavaExamples {

    private static final String FRAME = """
            import com.spotzee.nifi.browser.*;
            import com.spotzee.nifi.sandbox.*;
            import java.nio.file.Path;
            import java.util.List;
            import static org.junit.jupiter.api.Assertions.*;
            class Example {
                void run(final Sandbox sandbox) throws Exception {
            %s
                }
            }
            """;

    private JavaExamples() {
    }

    static Optional<String> fault(final String statements) {
        final DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
        final JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, faults, List.of("-proc:none"), null,
                List.of(new Source(FRAME.formatted(statements))));
        try {
            task.analyze();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return faults.getDiagnostics().stream().filter(fault -> fault.getKind() == Diagnostic.Kind.ERROR).findFirst().map(fault -> fault.getMessage(null));
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        private Source(final String text) {
            super(URI.create("string:///Example.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(final boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
