// Lets the Merkle check of @sigstore/verify judge inclusion proofs that the ledger's own code made of a mirror:
//
//   node judge.cjs NODE_MODULES DIR PROOFS.json
//
// The package exports the check to itself alone, so it is taken from the file where it stands in 4.1.3.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const [modules, mirror, file] = process.argv.slice(2);
const { verifyMerkleInclusion } = require(path.resolve(modules, '@sigstore/verify/dist/tlog/merkle.js'));
const proofs = JSON.parse(fs.readFileSync(file, 'utf8'));

// The entry at a position, out of its bundle (C2SP tlog-tiles).
function entry(index) {
  const n = Math.floor(index / 256);
  const width = Math.min(256, proofs.size - n * 256);
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0').match(/.{3}/g);
  const name = digits.map((three, i) => (i < digits.length - 1 ? `x${three}` : three)).join('/');
  const bundle = fs.readFileSync(path.join(mirror, 'tile/entries', width < 256 ? `${name}.p/${width}` : name));
  let at = 0;
  for (let i = 0; i < index % 256; i++) at += 2 + bundle.readUInt16BE(at);
  return bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at));
}

function holds(index, size, root, hashes, leaf) {
  try {
    verifyMerkleInclusion(
      { canonicalizedBody: leaf, inclusionProof: { logIndex: String(index), hashes } },
      { logSize: BigInt(size), logHash: root },
    );
    return true;
  } catch (fault) {
    if (fault.code !== 'TLOG_INCLUSION_PROOF_ERROR') throw fault;
    return false;
  }
}

function flipped(bytes, bit) {
  const changed = Buffer.from(bytes);
  changed[bit >> 3] ^= 1 << (bit & 7);
  return changed;
}

function must(condition, what, proof) {
  if (!condition) {
    console.error(`npm: ${what}: ${JSON.stringify(proof)}`);
    process.exit(1);
  }
}

let refused = 0;
function refuse(...changed) {
  must(!holds(...changed), 'a changed proof was taken', changed);
  refused++;
}

must(proofs.inclusion.length > 0, 'there are no proofs', file);
proofs.inclusion.forEach((proof, round) => {
  const { index, size } = proof;
  const root = Buffer.from(proof.root, 'base64');
  const hashes = proof.path.map((hash) => Buffer.from(hash, 'base64'));
  const leaf = entry(index);
  must(holds(index, size, root, hashes, leaf), 'a proof was refused', proof);
  hashes.forEach((hash, i) => refuse(index, size, root, hashes.with(i, flipped(hash, (round * 31 + i * 7) % 256)), leaf));
  refuse(index, size, flipped(root, round % 256), hashes, leaf);
  refuse(index, size, root, hashes, flipped(leaf, (round * 13) % (leaf.length * 8)));
  refuse(index, size, root, [...hashes, root], leaf);
  if (hashes.length > 0) {
    refuse(index, size, root, hashes.slice(1), leaf);
    refuse(index, size, root, hashes.slice(0, -1), leaf);
  }
  if ((index ^ 1) < size) refuse(index ^ 1, size, root, hashes, leaf);
});
console.log(`npm: @sigstore/verify: ${proofs.inclusion.length} inclusion proofs taken, ${refused} changed ones refused`);
