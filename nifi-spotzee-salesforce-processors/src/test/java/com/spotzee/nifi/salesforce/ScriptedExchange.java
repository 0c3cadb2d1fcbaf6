package com.spotzee.nifi.salesforce;

import com.spotzee.nifi.http.AnswerReader;
import com.spotzee.nifi.http.HttpAnswer;
import com.spotzee.nifi.http.HttpCall;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.HttpFailure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plays answers in order, to show what the client makes of wire forms that the emulated org does not produce. A request too many fails the test. */
public final class ScriptedExchange implements HttpExchange {

    private final Deque<Scripted> script = new ArrayDeque<>();
    private final List<HttpCall> calls = new ArrayList<>();
    private Scripted always;

    private record Scripted(int status, Map<String, String> headers, String body, HttpFailure failure) {
    }

    public ScriptedExchange answer(final int status, final String body) {
        return answer(status, Map.of("Content-Type", "application/json;charset=UTF-8"), body);
    }

    public ScriptedExchange answer(final int status, final Map<String, String> headers, final String body) {
        script.add(new Scripted(status, headers, body, null));
        return this;
    }

    /** Once the script is played, everything is answered with this. */
    public ScriptedExchange answerEverything(final int status, final String body) {
        always = new Scripted(status, Map.of("Content-Type", "application/json;charset=UTF-8"), body, null);
        return this;
    }

    public ScriptedExchange failure(final HttpFailure failure) {
        script.add(new Scripted(0, Map.of(), "", failure));
        return this;
    }

    public List<HttpCall> calls() {
        return List.copyOf(calls);
    }

    public HttpCall lastCall() {
        return calls.getLast();
    }

    public boolean isPlayed() {
        return script.isEmpty();
    }

    @Override
    public synchronized <T> T send(final HttpCall call, final AnswerReader<T> reader) throws HttpFailure, IOException {
        calls.add(call);
        final Scripted next = script.isEmpty() ? always : script.poll();
        if (next == null) {
            throw new AssertionError("a request that the script does not know: " + call.method() + " " + call.uri());
        }
        if (next.failure() != null) {
            throw next.failure();
        }
        final Map<String, List<String>> headers = new HashMap<>(Map.of("Date", List.of("Mon, 23 Nov 2026 10:05:00 GMT")));
        next.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return reader.read(new HttpAnswer(next.status(), HttpHeaders.of(headers, (name, value) -> true),
                new ByteArrayInputStream(next.body().getBytes(StandardCharsets.UTF_8))));
    }
}
