package org.sallyport.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.sallyport.wire.http1.HeadLimits;
import org.sallyport.wire.http1.RequestHead;

class RequestHeadFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void a_request_head_has_one_meaning(byte[] input) {
    new RequestHead(HeadLimits.DEFAULT).scan(input, 0, input.length);
  }
}
