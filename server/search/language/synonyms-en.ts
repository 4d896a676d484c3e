/** What English-speaking shoppers call the same thing. A rule a line; see `parseSynonyms`. */
export const synonymsEnglish = `
# computers
laptop, notebook, laptop computer, notebook computer
pc, desktop pc, desktop computer, personal computer
ultrabook => laptop
chromebook => chrome os laptop
computer => pc, laptop, workstation, desktop
tablet, tablet pc
monitor, computer monitor, lcd monitor, display
all in one, aio
docking station, dock, port replicator
# input
keyboard and mouse, desktop set
mouse pad, mousepad, mouse mat
trackball => mouse
stylus, stylus pen, digital pen
gamepad, game controller, joypad, controller
webcam, web camera, pc camera
presenter, presentation clicker, laser pointer
# storage and memory
ssd, solid state drive, solid state disk
hdd, hard drive, hard disk, harddisk, hard disk drive
usb stick, usb flash drive, flash drive, thumb drive, pen drive, usb key
memory stick => usb flash drive
memory card, flash card, sd card
ram, memory module, dimm
nas, network attached storage, network storage
cd drive, dvd drive, optical drive, optical disc drive, cd rom drive, disc burner
card reader, memory card reader
# components
graphics card, video card, gpu, graphics adapter
cpu, processor
motherboard, mainboard
psu, power supply, power supply unit
case fan, cooling fan
cooler => fan, heatsink
sound card, audio card
# printing
printer => laser printer, inkjet printer
mfp, multifunction printer, multifunctional, all in one printer
ink, ink cartridge, printer ink
toner, toner cartridge
drum, imaging drum, drum unit, printer drum, imaging unit
label maker, labeler, labeller, label printer
shredder, paper shredder
# networking
wifi, wireless lan, wlan
router, wireless router
access point, wireless access point, wap
switch, network switch
ethernet cable, network cable, networking cable, lan cable, patch cable, patch cord
nic, network card, network adapter
# cables and power
cable, cord, lead
charger, power adapter, ac adapter
adapter, adaptor, converter
power strip, power bar, extension lead, multi socket
surge protector, surge suppressor
ups, uninterruptible power supply
power bank, powerbank, portable charger, battery pack
battery, accumulator
rechargeable, accu
hub, usb hub
# audio and video
headphone, earphone, earbud
earbud, in ear headphone, earphone
headset => headphone with microphone
speaker, loudspeaker
soundbar, sound bar
tv, television, tv set, telly
flat screen tv, flat tv, lcd tv, led tv, smart tv
projector, beamer, data projector
mp3 player, portable media player, digital audio player, audio player
hifi, stereo system, micro system
remote control, remote
dvd player => blu ray player
radio => clock radio, radio alarm clock
# phones, watches, cameras
phone => smartphone, mobile phone, telephone
smartphone, mobile phone, cell phone, cellphone, mobile, android phone
smartwatch, smart watch
fitness tracker, activity tracker, fitness band
digital camera, digicam
camcorder, video camera
photo camera => digital camera
gps, satnav, sat nav, navigation system, navigator
# gaming
ps4, playstation 4
ps5, playstation 5
game console, video game console, gaming console
ps4 games => playstation 4 game
game, video game
# bags and covers
bag, case, sleeve, carrying case
backpack, rucksack
cover, case, shell
screen protector, protective film, screen guard
# home
coffee machine, coffee maker, espresso machine
vacuum cleaner, hoover, vacuum
fridge, refrigerator
hair dryer, hairdryer, blow dryer
shaver, electric razor, electric shaver
kettle, water kettle
iron, steam iron
light, lamp
bulb, light bulb, lamp
toothbrush, electric toothbrush
microwave, microwave oven
# clothing and toys
trainers, sneakers, running shoes
trousers, pants
jumper, sweater, pullover
jigsaw, jigsaw puzzle, puzzle
stuffed toy, plush, cuddly toy, soft toy
# spelling of the two sides of the Atlantic
colour, color
grey, gray
fibre, fiber
`
