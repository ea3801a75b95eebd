package org.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.sallyport.app.demo.Demo;
import org.sallyport.testkit.BeginsFirst;

@BeginsFirst
@Isolated("its promises have time limits, and it starts six processes")
class DemoTest {
  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void every_promise_of_the_demo_holds() throws Exception {
    var told = new StringWriter();

    var held =
        new Demo(DemoCommand::start, DemoCommand::type, new PrintWriter(told, true), false).once();

    assertThat(held).as(told.toString()).isTrue();
    assertThat(told.toString()).contains("kill -9", "0 of", "the right number", "promises held");
  }
}
