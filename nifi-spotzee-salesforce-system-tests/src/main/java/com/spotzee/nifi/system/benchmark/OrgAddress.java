package com.spotzee.nifi.system.benchmark;

import java.net.URI;

/**
 * How to reach the benchmark's org.
 *
 * @param url          its login host and instance
 * @param clientId     the client that may log in
 * @param clientSecret its secret, of a throw-away org
 * @param endOfSample  the id of the sample's last lead; ids ascend
 */
record OrgAddress(URI url, String clientId, String clientSecret, String endOfSample) {
}
