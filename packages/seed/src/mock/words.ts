/** What the mock data is made of. Names are common ones drawn apart from each other; titles are built from parts. */

export const firstNames =
  'Ada Amara Anders Anika Arjun Astrid Beatriz Bilal Bruno Camila Chidi Clara Dalia Daniel Deniz Diego Elif Elena Emeka Esther Farah Felix Fiona Gabriel Greta Hana Hassan Henrik Ines Ivan Jamila Jonas Julia Kaito Karim Katya Laila Leon Lucia Magnus Malik Mara Mateo Mei Mira Nadia Nils Noor Olga Omar Paula Pedro Priya Quinn Rafael Rosa Ruben Salma Samir Sofia Stefan Suki Tariq Teresa Theo Uma Valentin Vera Wanda Wei Yara Yusuf Zara Zeno'.split(
    ' ',
  )

export const lastNames =
  'Abara Albrecht Amundsen Arslan Baptiste Bauer Bengtsson Bianchi Castellan Chowdary Costa Dahl Dimov Duarte Eriksen Farouk Ferreira Fontaine Gallo Gruber Haddad Halloran Hartmann Ibarra Ivanova Jansen Kaya Keller Kimura Kovac Lindqvist Lombardi Madaki Marchetti Mbeki Moreau Nakata Navarro Novotny Okonkwo Olsen Ortega Pereira Petrov Quist Ramaswamy Reyes Rinaldi Rossi Sandoval Santos Schreiber Silva Sorensen Takeda Teixeira Ulrich Vasquez Vogel Wagner Weiss Yamada Zamora Ziegler'.split(
    ' ',
  )

/** Per genre: share of the catalogue, popularity, and the words of its titles. */
export const genres = [
  {
    name: 'Action',
    weight: 8,
    pull: 1.3,
    first: ['Burning', 'Steel', 'Last', 'Broken', 'Iron'],
    second: ['Convoy', 'Horizon', 'Protocol', 'Ridge', 'Verdict'],
  },
  {
    name: 'Adventure',
    weight: 7,
    pull: 1.1,
    first: ['Lost', 'Hidden', 'Northern', 'Salt', 'Wandering'],
    second: ['Atlas', 'River', 'Passage', 'Island', 'Caravan'],
  },
  {
    name: 'Animation',
    weight: 6,
    pull: 1.2,
    first: ['Little', 'Clockwork', 'Paper', 'Velvet', 'Jumping'],
    second: ['Fox', 'Lantern', 'Orchestra', 'Whale', 'Comet'],
  },
  {
    name: 'Comedy',
    weight: 10,
    pull: 1.4,
    first: ['Almost', 'Second', 'Terrible', 'Borrowed', 'Unlikely'],
    second: ['Neighbours', 'Weddings', 'Landlord', 'Holiday', 'Genius'],
  },
  {
    name: 'Crime',
    weight: 8,
    pull: 1.5,
    first: ['Silent', 'Crooked', 'Harbour', 'Ninth', 'Paper'],
    second: ['Witness', 'Ledger', 'Precinct', 'Alibi', 'Debt'],
  },
  {
    name: 'Documentary',
    weight: 7,
    pull: 0.7,
    first: ['Inside', 'Beneath', 'Counting', 'Mapping', 'Feeding'],
    second: ['the Glacier', 'the Reef', 'the Grid', 'the Forest', 'the City'],
  },
  {
    name: 'Drama',
    weight: 13,
    pull: 1.5,
    first: ['Quiet', 'Long', 'Distant', 'Seven', 'Ordinary'],
    second: ['Rooms', 'Winter', 'Daughters', 'Shore', 'Letters'],
  },
  {
    name: 'Family',
    weight: 6,
    pull: 0.9,
    first: ['Grandma’s', 'Treehouse', 'Rainy', 'Saturday', 'Pocket'],
    second: ['Circus', 'Rescue', 'Garden', 'Bakery', 'Expedition'],
  },
  {
    name: 'Fantasy',
    weight: 6,
    pull: 1.2,
    first: ['Ember', 'Hollow', 'Raven', 'Moonlit', 'Thorn'],
    second: ['Crown', 'Gate', 'Oath', 'Kingdom', 'Weaver'],
  },
  {
    name: 'History',
    weight: 4,
    pull: 0.7,
    first: ['Fallen', 'Golden', 'Brass', 'Old', 'Forgotten'],
    second: ['Republic', 'Treaty', 'Cavalry', 'Harvest', 'Cathedral'],
  },
  {
    name: 'Horror',
    weight: 6,
    pull: 0.9,
    first: ['Pale', 'Cellar', 'Sleepless', 'Hungry', 'Under'],
    second: ['Hollow', 'Door', 'Orchard', 'Choir', 'Tide'],
  },
  {
    name: 'Mystery',
    weight: 5,
    pull: 1.1,
    first: ['Glass', 'Missing', 'Midnight', 'Forged', 'Thirteenth'],
    second: ['Portrait', 'Key', 'Passenger', 'Cipher', 'Guest'],
  },
  {
    name: 'Romance',
    weight: 6,
    pull: 1,
    first: ['Summer', 'Slow', 'Lisbon', 'Two', 'Lemon'],
    second: ['Trains', 'Promises', 'Waltz', 'Strangers', 'Grove'],
  },
  {
    name: 'Science Fiction',
    weight: 5,
    pull: 1.4,
    first: ['Orbital', 'Zero', 'Signal', 'Cobalt', 'Drift'],
    second: ['Station', 'Meridian', 'Theory', 'Colony', 'Engine'],
  },
  {
    name: 'Thriller',
    weight: 8,
    pull: 1.3,
    first: ['Cold', 'Blind', 'Dead', 'Sharp', 'Hollow'],
    second: ['Signal', 'Corner', 'Frequency', 'Exit', 'Border'],
  },
] as const

export const plans = [
  { name: 'Basic', price: 9.99, features: 'HD on one screen', share: 0.38 },
  { name: 'Premium', price: 14.99, features: 'Ultra HD on four screens, downloads', share: 0.3 },
  {
    name: 'Family',
    price: 19.99,
    features: 'Ultra HD on six screens, downloads, profiles for children',
    share: 0.2,
  },
  { name: 'Student', price: 4.99, features: 'HD on one screen, proof of enrolment each year', share: 0.12 },
] as const

/** Debit is the most used (payment diaries of US consumers); the split of the rest is assumed. */
export const methods = [
  { name: 'Debit Card', share: 0.38 },
  { name: 'Credit Card', share: 0.34 },
  { name: 'PayPal', share: 0.28 },
] as const

/** Sentences by how much the reviewer liked it: opening, then a remark. */
export const reviewWords = {
  low: {
    openings: [
      'Gave up after half an hour.',
      'I wanted to like this.',
      'Not for me.',
      'Felt twice as long as it is.',
    ],
    remarks: [
      'The dialogue never sounds like people talking.',
      'Nothing is at stake.',
      'The ending comes out of nowhere.',
      'Pretty pictures, empty plot.',
    ],
  },
  middle: {
    openings: ['Decent evening.', 'Good in parts.', 'Better than I expected.', 'It takes its time.'],
    remarks: [
      'The middle drags, the last act makes up for it.',
      'The supporting cast carries it.',
      'Fine in the background, less so up close.',
      'Once is enough.',
    ],
  },
  high: {
    openings: [
      'Could not stop watching.',
      'The best thing I saw this autumn.',
      'Watched it twice.',
      'My whole family loved it.',
    ],
    remarks: [
      'Every scene earns its place.',
      'The lead is a revelation.',
      'Quiet, funny and then suddenly very moving.',
      'The soundtrack alone is worth it.',
    ],
  },
} as const
