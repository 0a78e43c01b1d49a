// SHA-256 of bytes that come in pieces. The browser's own digest wants the whole file in one buffer, and is missing on
// pages that are served without encryption on a local network.
const K = new Int32Array(64);
const START = new Int32Array(8);
for (let number = 2, found = 0; found < 64; number++) {
	let isPrime = true;
	for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) isPrime = false;
	if (!isPrime) continue;
	// First 32 bits of the fractional parts of cube and square roots of the first primes.
	K[found] = ((Math.cbrt(number) % 1) * 2 ** 32) | 0;
	if (found < 8) START[found] = ((Math.sqrt(number) % 1) * 2 ** 32) | 0;
	found++;
}

const rotated = (word, bits) => (word >>> bits) | (word << (32 - bits));

export class Sha256 {
	#state = START.slice();
	#words = new Int32Array(64);
	#block = new Uint8Array(64);
	#filled = 0;
	#length = 0;

	/** @param {Uint8Array} bytes */
	update(bytes) {
		this.#length += bytes.length;
		for (let at = 0; at < bytes.length; ) {
			const taken = Math.min(64 - this.#filled, bytes.length - at);
			this.#block.set(bytes.subarray(at, at + taken), this.#filled);
			this.#filled += taken;
			at += taken;
			if (this.#filled === 64) this.#compress();
		}
		return this;
	}

	/** Hexadecimal digest; nothing can be added after it. */
	hex() {
		const bits = this.#length * 8;
		this.#block[this.#filled++] = 0x80;
		if (this.#filled > 56) {
			this.#block.fill(0, this.#filled);
			this.#compress();
		}
		this.#block.fill(0, this.#filled);
		const view = new DataView(this.#block.buffer);
		view.setUint32(56, Math.floor(bits / 2 ** 32));
		view.setUint32(60, bits >>> 0);
		this.#compress();
		return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
	}

	#compress() {
		const w = this.#words;
		const block = this.#block;
		for (let i = 0; i < 16; i++) {
			w[i] = (block[4 * i] << 24) | (block[4 * i + 1] << 16) | (block[4 * i + 2] << 8) | block[4 * i + 3];
		}
		for (let i = 16; i < 64; i++) {
			const x = w[i - 15];
			const y = w[i - 2];
			w[i] =
				w[i - 16] +
				(rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3)) +
				w[i - 7] +
				(rotated(y, 17) ^ rotated(y, 19) ^ (y >>> 10));
		}
		let [a, b, c, d, e, f, g, h] = this.#state;
		for (let i = 0; i < 64; i++) {
			const one = (h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
			const two = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
			h = g;
			g = f;
			f = e;
			e = (d + one) | 0;
			d = c;
			c = b;
			b = a;
			a = (one + two) | 0;
		}
		[a, b, c, d, e, f, g, h].forEach((word, i) => (this.#state[i] += word));
		this.#filled = 0;
	}
}
