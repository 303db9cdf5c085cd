package canbao.sms.cmpp;

import com.zx.sms.codec.cmpp.msg.CmppDeliverRequestMessage;
import com.zx.sms.codec.cmpp.msg.CmppReportRequestMessage;
import com.zx.sms.codec.cmpp.msg.CmppSubmitRequestMessage;
import com.zx.sms.codec.cmpp.msg.CmppSubmitResponseMessage;
import com.zx.sms.common.util.MsgId;
import com.zx.sms.connect.manager.EndpointEntity.SupportLongMessage;
import com.zx.sms.connect.manager.EndpointManager;
import com.zx.sms.connect.manager.cmpp.CMPPServerChildEndpointEntity;
import com.zx.sms.connect.manager.cmpp.CMPPServerEndpointEntity;
import com.zx.sms.handler.api.AbstractBusinessHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * A CMPP 2.0 server that somebody else wrote, on the port given, for user {@code 901234} with the secret {@code ICP001}.
 * Prints {@code ready}, then a line for each text: phone, text in UTF-8 as hexadecimal, validity.
 */
final class SmsCoreServer {
    private SmsCoreServer() {}

    public static void main(String[] arguments) throws Exception {
        CMPPServerEndpointEntity server = new CMPPServerEndpointEntity();
        server.setId("server");
        server.setHost("127.0.0.1");
        server.setPort(Integer.valueOf(arguments[0]));
        server.setValid(true);
        CMPPServerChildEndpointEntity account = new CMPPServerChildEndpointEntity();
        account.setId("account");
        account.setChartset(StandardCharsets.UTF_8);
        account.setGroupName("test");
        account.setUserName("901234");
        account.setPassword("ICP001");
        account.setValid(true);
        account.setVersion((short) 0x20);
        account.setMaxChannels((short) 4);
        account.setRetryWaitTimeSec((short) 30);
        account.setMaxRetryCnt((short) 1);
        account.setReSendFailMsg(false);
        account.setSupportLongmsg(SupportLongMessage.BOTH);
        account.setBusinessHandlerSet(List.of(new Answering()));
        server.addchild(account);
        EndpointManager.INS.addEndpointEntity(server);
        EndpointManager.INS.openAll();
        Thread.sleep(1_000);
        System.out.println("ready");
        Thread.sleep(60_000);
        System.exit(0);
    }

    @Sharable
    private static final class Answering extends AbstractBusinessHandler {
        @Override
        public String name() {
            return "answering";
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof CmppSubmitRequestMessage submit) {
                answer(context, submit);
                List<CmppSubmitRequestMessage> more = submit.getFragments();
                if (more != null) {
                    more.forEach(fragment -> answer(context, fragment));
                }
                String text = HexFormat.of().formatHex(submit.getMsgContent().getBytes(StandardCharsets.UTF_8));
                System.out.println(submit.getDestterminalId()[0] + " " + text + " " + submit.getValIdTime());
            }
        }

        private static void answer(ChannelHandlerContext context, CmppSubmitRequestMessage submit) {
            CmppSubmitResponseMessage answer =
                    new CmppSubmitResponseMessage(submit.getHeader().getSequenceId());
            MsgId id = new MsgId();
            answer.setMsgId(id);
            answer.setResult(0);
            write(context, answer);
            CmppReportRequestMessage report = new CmppReportRequestMessage();
            report.setMsgId(id);
            report.setStat("DELIVRD");
            report.setSubmitTime("2411151200");
            report.setDoneTime("2411151200");
            report.setDestterminalId(submit.getDestterminalId()[0]);
            CmppDeliverRequestMessage deliver = new CmppDeliverRequestMessage();
            deliver.setDestId(submit.getSrcId());
            deliver.setSrcterminalId(submit.getDestterminalId()[0]);
            deliver.setReportRequestMessage(report);
            write(context, deliver);
        }

        private static void write(ChannelHandlerContext context, Object message) {
            context.channel().writeAndFlush(message).addListener(written -> {
                if (!written.isSuccess()) {
                    System.err.println("not written: " + written.cause());
                }
            });
        }
    }
}
