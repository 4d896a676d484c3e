/** Was deutschsprachige Kunden dasselbe nennen. Eine Regel je Zeile; siehe `parseSynonyms`. */
export const synonymsGerman = `
laptop, notebook, klapprechner
rechner, computer, pc
bildschirm, monitor, display
fernseher, tv, fernsehgerät
kopfhörer, ohrhörer, headphones
headset => kopfhörer mit mikrofon
lautsprecher, boxen, speaker
handy, smartphone, mobiltelefon
tasche, hülle, case
rucksack, backpack
tastatur, keyboard
maus, mouse
drucker => laserdrucker, tintenstrahldrucker
druckerpatrone, tintenpatrone, tinte
toner, tonerkartusche
festplatte, hdd
ssd, solid state drive
usb stick, speicherstick
speicherkarte, sd karte
ladegerät, netzteil, charger
akku, batterie
powerbank, zusatzakku
kabel, leitung
steckdosenleiste, mehrfachsteckdose
staubsauger, sauger
kaffeemaschine, espressomaschine, kaffeevollautomat
wasserkocher, kocher
lampe, leuchte
pulli, pullover, sweatshirt
hose, jeans
turnschuhe, sneaker, sportschuhe
jacke, mantel
sofa, couch
sessel => stuhl
stuhl, sessel => hocker
`
