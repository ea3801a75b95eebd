package org.sallyport.web.page;

import io.nayuki.qrcodegen.QrCode;

/** QR codes (ISO/IEC 18004) as SVG: one path, black on white in dark pages too. Any thread. */
public final class QrPicture {
  /** ISO/IEC 18004 section 9.1: four modules of quiet around it. */
  private static final int QUIET = 4;

  private QrPicture() {}

  /** The code of a text for an authenticator app; the text itself stands nowhere in it. */
  public static Html of(String text) {
    var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    int side = code.size + 2 * QUIET;
    var path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + QUIET).append(' ').append(y + QUIET).append("h1v1h-1z");
        }
      }
    }
    return new Html(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                .formatted(side, side)
            + " aria-label=\"QR code for an authenticator app\" class=\"qr\" width=\"240\""
            + " height=\"240\">"
            + "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path fill=\"#000\" d=\"%s\"/></svg>"
                .formatted(side, side, path));
  }
}
