// OpenPGP.js as a peer. One JSON request on standard input, one JSON answer on standard output; content is Base64.
import * as openpgp from 'openpgp';

const read = async () => {
  const parts = [];
  for await (const part of process.stdin) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
};

const bytes = (text) => new Uint8Array(Buffer.from(text, 'base64'));
const base64 = (data) => Buffer.from(data).toString('base64');
const privateKey = (armoredKey) => openpgp.readPrivateKey({ armoredKey });
const publicKey = (armoredKey) => openpgp.readKey({ armoredKey });

// Every signature has to be good; verified rejects where it is not.
const verify = async (signatures) => {
  for (const signature of signatures) await signature.verified;
  return signatures.length;
};

const operations = {
  async generate({ v6 }) {
    const userIDs = [{ name: 'Bob', email: 'bob@example.org' }];
    const config = { v6Keys: v6, aeadProtect: v6 };
    const { privateKey: key, publicKey: certificate } = await openpgp.generateKey({
      userIDs, type: v6 ? 'curve25519' : 'ecc', format: 'object', config });
    return { key: key.armor(), certificate: certificate.armor() };
  },
  // User ids of a certificate that another key vouches for. Its own verifyAllUsers wants a primary key that signs
  // messages too, which one that only certifies does not; so each certification is verified by the packet.
  async certified({ certificate, authority }) {
    const subject = await publicKey(certificate);
    const by = (await publicKey(authority)).keyPacket;
    const users = [];
    for (const user of subject.users) {
      for (const one of user.otherCertifications) {
        if (!one.issuerKeyID.equals(by.getKeyID())) continue;
        await one.verify(by, one.signatureType, { userID: user.userID, key: subject.keyPacket }, new Date());
        users.push(user.userID.userID);
      }
    }
    return { users };
  },
  async encrypt({ key, certificate, content, aead }) {
    return { message: await openpgp.encrypt({
      message: await openpgp.createMessage({ binary: bytes(content) }),
      encryptionKeys: await publicKey(certificate),
      signingKeys: key ? await privateKey(key) : undefined,
      config: { aeadProtect: aead } }) };
  },
  async decrypt({ key, certificate, message, passphrase }) {
    const locked = await privateKey(key);
    const decryptionKeys = passphrase
      ? await openpgp.decryptKey({ privateKey: locked, passphrase }) : locked;
    const { data, signatures } = await openpgp.decrypt({
      message: await openpgp.readMessage({ armoredMessage: message }),
      decryptionKeys,
      verificationKeys: await publicKey(certificate),
      format: 'binary' });
    return { content: base64(data), signatures: await verify(signatures) };
  },
  async sign({ key, content }) {
    return { signature: await openpgp.sign({
      message: await openpgp.createMessage({ binary: bytes(content) }),
      signingKeys: await privateKey(key), detached: true }) };
  },
  async verify({ certificate, content, signature }) {
    const { signatures } = await openpgp.verify({
      message: await openpgp.createMessage({ binary: bytes(content) }),
      signature: await openpgp.readSignature({ armoredSignature: signature }),
      verificationKeys: await publicKey(certificate) });
    return { signatures: await verify(signatures) };
  },
};

const request = await read();
process.stdout.write(JSON.stringify(await operations[request.operation](request)));
