// Prunes GeoNames' cities500 to what the ledger needs, in a form whose bytes are the same on every machine.
//
//   node prune.mjs cities500.txt countries.txt places.tsv.gz
//
// The SHA-256 of the uncompressed file names the gazetteer, so nothing here may depend on the machine: rows are ordered by id, names stay in
// GeoNames' order, numbers are integers. Compression may differ between versions of zlib, and is not part of the name.
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

// Columns of GeoNames' tables, see its readme.txt.
const ID = 0, NAME = 1, ASCII_NAME = 2, ALTERNATES = 3, LAT = 4, LON = 5, FEATURE = 7, COUNTRY = 8, ADMIN1 = 10, ADMIN2 = 11, POPULATION = 14;
const COLUMNS = 19;

const HEADER = 'id\tname\talternates\tlatE6\tlonE6\tfeature\tcountry\tadmin1\tadmin2\tpopulation';

/** Weaker than Names.fold in Java: what is equal here is equal there, so leaving one of two out loses no search. */
const folded = name => name.normalize('NFKD').toLowerCase().replace(/\p{Script=Inherited}/gu, '');

/** Links are no names; neither are airport and location codes (ALP, SYDAM), nor postal codes. */
const isName = text => text !== '' && !/:\/\/|^www\.|\.org|^[A-Z]{3,5}$|^[\d\s-]+$/u.test(text);

function alternates(row) {
  const seen = new Set([folded(row[NAME])]);
  const kept = [];
  for (const name of [row[ASCII_NAME], ...row[ALTERNATES].split(',')].map(text => text.trim()).filter(isName)) {
    const key = folded(name);
    if (!seen.has(key)) {
      seen.add(key);
      kept.push(name);
    }
  }
  return kept.join(',');
}

function microdegrees(degrees, id) {
  const value = Math.round(Number(degrees) * 1e6);
  if (degrees === '' || !Number.isSafeInteger(value)) throw new Error(`place ${id}: not a coordinate: "${degrees}"`);
  return value;
}

function pruned(row) {
  return [
    row[ID], row[NAME], alternates(row), microdegrees(row[LAT], row[ID]), microdegrees(row[LON], row[ID]),
    row[FEATURE], row[COUNTRY], row[ADMIN1], row[ADMIN2], Number(row[POPULATION] || 0),
  ].join('\t');
}

// A Node that was built without Unicode tables decomposes nothing, and says nothing.
if ('é'.normalize('NFKD').length !== 2) throw new Error('this Node has no Unicode tables (built without intl)');

const [source, table, target] = process.argv.slice(2);
const countries = new Set(
  readFileSync(table, 'utf8').split('\n').filter(line => /^[A-Z]{2}[,=]/.test(line)).map(line => line.slice(0, 2)));
const rows = readFileSync(source, 'utf8').split('\n').filter(line => line !== '').map(line => line.split('\t'));
const torn = rows.find(row => row.length !== COLUMNS);
if (torn) throw new Error(`a row of ${torn.length} columns, not ${COLUMNS}: ${torn[ID]}`);

const kept = rows.filter(row => countries.has(row[COUNTRY])).sort((a, b) => Number(a[ID]) - Number(b[ID]));
const bytes = Buffer.from([HEADER, ...kept.map(pruned)].join('\n') + '\n', 'utf8');

// Written beside and moved: a build that is interrupted leaves no half file that looks up to date.
writeFileSync(`${target}.part`, gzipSync(bytes, { level: 9 }));
renameSync(`${target}.part`, target);
console.log(`${kept.length} places of ${countries.size} countries, ${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex')}`);
