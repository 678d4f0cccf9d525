// usage: node client.cjs NODE_MODULES HOST:PORT
// Four calls by raw messages; one JSON object with what came of each.
'use strict';
const grpc = require(`${process.argv[2]}/@grpc/grpc-js`);

const client = new grpc.Client(process.argv[3], grpc.credentials.createInsecure());
const bytes = (message) => message;
const options = () => ({ deadline: Date.now() + 20_000 });

const unary = (method, message) => new Promise((resolve) => {
    const metadata = new grpc.Metadata();
    metadata.set('caller', 'node');
    client.makeUnaryRequest(method, bytes, bytes, message, metadata, options(), (error, answer) =>
        resolve({ code: error ? error.code : 0, details: error ? error.details : '', length: answer ? answer.length : -1, same: !!answer && answer.equals(message) }));
});

const serverStream = (method, message) => new Promise((resolve) => {
    const messages = [];
    const call = client.makeServerStreamRequest(method, bytes, bytes, message, options());
    call.on('data', (answer) => messages.push(answer.toString()));
    call.on('error', () => {});
    call.on('status', (status) => resolve({ code: status.code, messages }));
});

// Each message is sent only when the answer to the one before is there: a proxy that waits for the end would never see it.
const pingPong = (method, rounds) => new Promise((resolve) => {
    let heard = 0;
    const call = client.makeBidiStreamRequest(method, bytes, bytes, options());
    call.on('data', () => (++heard < rounds ? call.write(Buffer.from(`ping ${heard}`)) : call.end()));
    call.on('error', () => {});
    call.on('status', (status) => resolve({ code: status.code, heard }));
    call.write(Buffer.from('ping 0'));
});

(async () => {
    const result = {
        unary: await unary('/test.Echo/Unary', Buffer.alloc(100_000, 'x')),
        stream: await serverStream('/test.Echo/Stream', Buffer.from('count')),
        pingPong: await pingPong('/test.Echo/PingPong', 10),
        failed: await unary('/test.Echo/Fail', Buffer.from('x')),
        refused: await unary('/test.Echo/Refuse', Buffer.from('x')),
    };
    client.close();
    console.log(JSON.stringify(result));
})();
