package com.spotzee.nifi.system.demo;

import com.spotzee.nifi.sandbox.Sandbox;

/** Stops all that the demo has started, as far as it had come: at its end, and when a person ends it with Ctrl-C. */
final class DemoStop implements Runnable {

    private final Sandbox sandbox;
    private DemoWorld world;
    private boolean stopped;

    DemoStop(final Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    synchronized DemoWorld own(final DemoWorld started) {
        world = started;
        return started;
    }

    @Override
    public synchronized void run() {
        if (!stopped) {
            stopped = true;
            if (world == null) {
                sandbox.close();
            } else {
                world.close();
            }
        }
    }
}
