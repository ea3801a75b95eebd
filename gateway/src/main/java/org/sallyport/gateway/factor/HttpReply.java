package org.sallyport.gateway.factor;

/**
 * A response of HTTP.
 *
 * @param keep whether the connection can carry another request
 */
@SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
record HttpReply(int status, byte[] body, boolean keep) {}
