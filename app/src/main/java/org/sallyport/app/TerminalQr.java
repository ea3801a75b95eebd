package org.sallyport.app;

import io.nayuki.qrcodegen.QrCode;
import java.io.PrintWriter;

/**
 * A QR code in a terminal: two modules in each character, light ones drawn, so that it reads on a
 * dark background.
 */
final class TerminalQr {
  private static final int QUIET = 2;

  private TerminalQr() {}

  static void print(String text, PrintWriter out) {
    var code = QrCode.encodeText(text, QrCode.Ecc.LOW);
    for (int y = -QUIET; y < code.size + QUIET; y += 2) {
      var line = new StringBuilder();
      for (int x = -QUIET; x < code.size + QUIET; x++) {
        line.append(block(!code.getModule(x, y), !code.getModule(x, y + 1)));
      }
      out.println(line);
    }
  }

  private static char block(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '█' : '▀';
    }
    return lower ? '▄' : ' ';
  }
}
