CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL, description TEXT NOT NULL, price TEXT NOT NULL, art TEXT NOT NULL);
CREATE TABLE reviews (id INTEGER PRIMARY KEY, product INTEGER NOT NULL REFERENCES products, author TEXT NOT NULL, stars INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, password TEXT NOT NULL, card_number TEXT NOT NULL, card_expiry TEXT NOT NULL, role TEXT NOT NULL);

INSERT INTO products (name, category, description, price, art) VALUES
 ('Cedar Palisade', 'Fences', 'Pointed stakes of western red cedar, two metres tall. Weathers to silver.', '149.00', 'fence'),
 ('Harbour Gate', 'Gates', 'A wide double gate with hand-forged hinges. Opens without a sound.', '389.00', 'gate'),
 ('Orchard Ladder', 'Tools', 'Three legs, never wobbles. For apples just out of reach.', '96.50', 'ladder'),
 ('Storm Lantern', 'Light', 'Burns eleven hours on one filling and does not mind the wind.', '42.00', 'lantern'),
 ('Copper Watering Can', 'Tools', 'Five litres, long spout, a fine rose. Gets better with age.', '58.00', 'can'),
 ('Bramble Gloves', 'Tools', 'Goatskin to the elbow. Roses give up.', '31.90', 'glove'),
 ('Birdhouse for Three', 'Wildlife', 'Oak, three entrances, no arguments between tenants.', '64.00', 'house'),
 ('Willow Hurdle', 'Fences', 'Woven panel for a quiet corner. Every piece is different.', '77.00', 'hurdle'),
 ('Evening Bench', 'Furniture', 'Seats two, or one with a long book. Larch, oiled twice.', '215.00', 'bench'),
 ('Fire Bowl', 'Light', 'Raw steel, 60 centimetres. Marshmallows not included.', '120.00', 'fire'),
 ('Bee Meadow Seeds', 'Wildlife', 'Forty flowers from May to October for ten square metres.', '9.80', 'flower'),
 ('Watch Tower Kit', 'Furniture', 'A tree house without the tree. Flag included.', '640.00', 'tower');

INSERT INTO reviews (product, author, stars, text) VALUES
 (1, 'Ines', 5, 'The dog has not visited the neighbours since.'),
 (1, 'Tomasz', 4, 'Straight, solid, and the splinters are of the best quality.'),
 (2, 'Yuki', 5, 'I go in and out just to hear nothing.'),
 (4, 'Amara', 5, 'Survived a gale on the pier. So did I.'),
 (7, 'Oskar', 4, 'Two of three rooms are let. The third has a view.'),
 (9, 'Leila', 5, 'The book was long enough.');

-- Invented people; the card numbers are the ones card networks publish for tests.
INSERT INTO users (name, email, password, card_number, card_expiry, role) VALUES
 ('Ada Keeper', 'admin@opengate.example', 'open-sesame-1912', '378282246310005', '11/29', 'admin'),
 ('Bruno Falk', 'bruno@mail.example', 'Sommer2019!', '4111111111111111', '04/28', 'customer'),
 ('Chidi Mbeki', 'chidi@mail.example', 'qwertz12', '5555555555554444', '09/27', 'customer'),
 ('Dora Lindqvist', 'dora@mail.example', 'hunter2', '4012888888881881', '01/30', 'customer'),
 ('Emil Varga', 'emil@mail.example', 'tulips-in-may', '6011111111111117', '06/28', 'customer');
