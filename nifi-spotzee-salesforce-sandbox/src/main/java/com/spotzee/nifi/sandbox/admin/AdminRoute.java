package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.http.Routes;

/**
 * One thing the admin API can do.
 *
 * @param method      HTTP method
 * @param path        path with named segments
 * @param description one line for people, with an example of the body where there is one
 * @param action      what carries it out
 */
record AdminRoute(String method, String path, String description, Routes.Action action) {
}
