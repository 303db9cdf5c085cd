package canbao.sms.cmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import canbao.sms.cmpp.CmppMessage.ActiveTest;
import canbao.sms.cmpp.CmppMessage.ActiveTestResp;
import canbao.sms.cmpp.CmppMessage.Connect;
import canbao.sms.cmpp.CmppMessage.ConnectResp;
import canbao.sms.cmpp.CmppMessage.Deliver;
import canbao.sms.cmpp.CmppMessage.DeliverResp;
import canbao.sms.cmpp.CmppMessage.Submit;
import canbao.sms.cmpp.CmppMessage.SubmitResp;
import canbao.sms.cmpp.CmppMessage.Terminate;
import canbao.sms.cmpp.CmppMessage.TerminateResp;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CmppCodecTest {
    private static final Buffer PROOF =
            Buffer.buffer(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
    private static final Submit SUBMIT = new Submit(
            2, 1, "CANBAO", true, 8, "901234", "240915220000032+", "106573012393", "13900000001", Buffer.buffer("ab"));

    static List<CmppMessage> everyMessage() {
        return List.of(
                new Connect("901234", PROOF, 0x20, 1_115_080_000),
                new ConnectResp(3, PROOF, 0x20),
                SUBMIT,
                new SubmitResp(-5L, 8),
                new Deliver(7, "106573012393", "CANBAO", false, 0, "13900000001", true, Buffer.buffer(new byte[60])),
                new DeliverResp(7, 0),
                new ActiveTest(),
                new ActiveTestResp(),
                new Terminate(),
                new TerminateResp());
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void what_is_written_is_read_again(CmppMessage message) {
        Buffer frame = CmppWriter.write(42, message);
        assertThat(frame.getInt(0)).isEqualTo(frame.length());
        assertThat(CmppReader.read(frame)).isEqualTo(new CmppPdu(42, message));
    }

    @Test
    void an_active_test_is_the_specifications_twelve_bytes() {
        assertThat(hex(CmppWriter.write(1, new ActiveTest()))).isEqualTo("0000000c0000000800000001");
        assertThat(hex(CmppWriter.write(1, new ActiveTestResp()))).isEqualTo("0000000d800000080000000100");
    }

    @Test
    void a_submit_has_its_fields_at_the_specifications_offsets() {
        Buffer frame = CmppWriter.write(1, SUBMIT);
        assertThat(frame.length()).isEqualTo(159 + 2);
        assertThat(hex(frame.getBuffer(20, 24))).isEqualTo("02010101");
        assertThat(frame.getString(24, 30)).isEqualTo("CANBAO");
        assertThat(hex(frame.getBuffer(57, 59))).as("TP_udhi, Msg_Fmt").isEqualTo("0108");
        assertThat(frame.getString(59, 65)).as("Msg_src").isEqualTo("901234");
        assertThat(frame.getString(73, 89)).as("ValId_Time").isEqualTo("240915220000032+");
        assertThat(frame.getString(107, 119)).as("Src_Id").isEqualTo("106573012393");
        assertThat(frame.getByte(128)).as("DestUsr_tl").isEqualTo((byte) 1);
        assertThat(frame.getString(129, 140)).as("Dest_terminal_Id").isEqualTo("13900000001");
        assertThat(frame.getByte(150)).as("Msg_Length").isEqualTo((byte) 2);
    }

    @Test
    void the_proofs_are_the_specifications_hashes() {
        // printf '901234\0\0\0\0\0\0\0\0\0secret0915080000' | md5sum
        Buffer proof = CmppAuthenticator.source("901234", "secret", 915_080_000);
        assertThat(hex(proof)).isEqualTo("4204deda196cca69caaebf37bc18f84a");
        // printf '\0<proof>secret' | md5sum
        assertThat(hex(CmppAuthenticator.gateway(0, proof, "secret"))).isEqualTo("843f465e6bc140f8ae257f2bf1240ae6");
    }

    @Test
    void a_gateway_that_hashes_a_wide_status_is_believed_and_one_without_the_secret_is_not() {
        Buffer proof = CmppAuthenticator.source("901234", "secret", 915_080_000);
        // printf '\0\0\0\0<proof>secret' | md5sum
        Buffer wide = Buffer.buffer(HexFormat.of().parseHex("12455635b5ccb96a22fa9e919d123ca2"));
        assertThat(CmppAuthenticator.proves(wide, proof, "secret")).isTrue();
        assertThat(CmppAuthenticator.proves(CmppAuthenticator.gateway(0, proof, "secret"), proof, "secret"))
                .isTrue();
        assertThat(CmppAuthenticator.proves(CmppAuthenticator.gateway(0, proof, "wrong"), proof, "secret"))
                .isFalse();
        assertThat(CmppAuthenticator.proves(CmppAuthenticator.gateway(3, proof, "secret"), proof, "secret"))
                .isFalse();
    }

    @Test
    void frames_are_cut_wherever_the_network_cut_them() {
        Buffer stream = CmppWriter.write(1, SUBMIT)
                .appendBuffer(CmppWriter.write(2, new ActiveTest()))
                .appendBuffer(CmppWriter.write(3, SUBMIT));
        for (int size = 1; size < stream.length(); size++) {
            List<Integer> sequences = new ArrayList<>();
            CmppFrames frames =
                    new CmppFrames(frame -> sequences.add(CmppReader.read(frame).sequence()));
            for (int from = 0; from < stream.length(); from += size) {
                frames.handle(stream.getBuffer(from, Math.min(from + size, stream.length())));
            }
            assertThat(sequences).containsExactly(1, 2, 3);
        }
    }

    @Test
    void bytes_that_are_not_cmpp_are_refused() {
        CmppFrames frames = new CmppFrames(frame -> {});
        assertThatThrownBy(() -> frames.handle(Buffer.buffer("GET / HTTP/1.1"))).isInstanceOf(CmppFault.class);
        Buffer tooShort =
                Buffer.buffer().appendInt(14).appendInt(4).appendInt(1).appendShort((short) 0);
        assertThatThrownBy(() -> CmppReader.read(tooShort))
                .isInstanceOf(CmppFault.class)
                .hasMessageContaining("too short");
    }

    @Test
    void nothing_is_ever_cut_off() {
        assertThatThrownBy(() -> CmppWriter.text("1234567", 6)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_long_text_gets_a_concatenation_header() {
        List<Buffer> contents = CmppText.contents("保".repeat(71), 0xab);
        assertThat(contents).hasSize(2);
        assertThat(hex(contents.get(1).getBuffer(0, 6))).isEqualTo("050003ab0202");
        assertThat(contents.get(0).length()).isEqualTo(140);
        assertThat(CmppText.text(contents.get(1), true, CmppText.UCS2)).isEqualTo("保".repeat(4));
    }

    @Test
    void times_carry_chinas_offset_in_quarter_hours() {
        assertThat(CmppText.time(Instant.parse("2024-09-15T14:00:00Z"))).isEqualTo("240915220000032+");
    }

    @Test
    void a_status_report_is_read_again_and_tells_no_phone() {
        StatusReport report = new StatusReport(99, "DELIVRD", "2409152200", "2409152201", "13900000001");
        assertThat(report.write().length()).isEqualTo(60);
        assertThat(StatusReport.read(report.write())).isEqualTo(report);
        assertThat(report.toString()).doesNotContain("13900000001");
        assertThat(SUBMIT.toString()).doesNotContain("13900000001");
    }

    private static String hex(Buffer bytes) {
        return HexFormat.of().formatHex(bytes.getBytes());
    }
}
