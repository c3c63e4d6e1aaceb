"""Short and pet forms of given names.

Each line is one family: the full forms, joined by a stroke, then the short ones.
"""

from __future__ import annotations

from functools import cache

FAMILIES = """
abigail abi abbie abby gail
adam ad
alan al
albert al bert bertie
alexander alex al sandy xander lex alec
alexandra alex sandra lexi sasha ali
alfred alf alfie fred
alice ali allie
alison ali allie
amanda mandy
andrea andi
andrew andy drew
angela angie ange
ann/anne/anna annie nan nancy
anthony tony ant
antonia toni
barbara barb babs barbie
benjamin ben benny benji
bernard bernie
bridget bridie biddy
caroline carol carrie caz
catherine/katherine/kathryn/katharine cath cathy kath kathy kate katie kat kit kitty
charles charlie chas chaz chuck
charlotte charlie lottie char
christine/christina chris chrissie tina
christopher chris kit topher
claire/clare
clifford cliff
cynthia cindy
daniel dan danny
daniella/danielle dani
david dave davy dai
deborah/debra deb debs debbie
dennis den denny
dominic dom nic
donald don donnie
dorothy dot dottie dolly
douglas doug dougie
edward ed eddie ted teddy ned
edwin ed eddie
eleanor ellie nell nellie nora
elizabeth/elisabeth liz lizzie eliza beth betty bet betsy libby lisa elsie lilibet
ellen ellie nell
emily em emmy
emma em
eric rick
esther essie
eugene gene
evelyn eve evie
florence flo florrie flossie
frances fran frankie
francis frank frankie
frederick fred freddie
gabriel gabe
gabrielle gabby
geoffrey/jeffrey geoff jeff
george georgie
georgina georgie gina
gerald gerry jerry
gillian gill jill
graham gray
gregory greg
gwendoline/gwendolyn gwen
harold harry hal
harriet hattie harri
helen nell
henry harry hal hank
herbert herb bert
hilary hil
howard howie
hugh hughie
isabella/isabel/isobel izzy bella issy
jacob jake
jacqueline jackie jacqui
james jim jimmy jamie
jane janie
janet jan
jasmine jaz jazz
jean jeanie
jeanette jean
jennifer jen jenny
jeremy jez jerry
jessica jess jessie
joan joanie
joanne/joanna jo joey
john jon johnny jack
jonathan jon johnny
joseph joe joey
josephine jo josie
joshua josh
judith judy jude
julia julie jules
katrina trina kat
kelly kel
kenneth ken kenny
kevin kev
kimberley kim
kirsty kirsten
laura lori
laurence/lawrence larry laurie
leonard len lenny leo
leslie lesley les
lillian lily lil
linda lyn lin
louise lou
lucy lu lulu
madeleine maddie
malcolm mal
margaret maggie mags meg peg peggy marge margie madge greta rita daisy
maria/marie/mary molly polly mia
marian/marianne mary
marjorie marge
martha marty
martin marty mart
matilda tilly mattie
matthew matt matty
maureen mo
maurice mo
maxwell/maximilian max
maxine max
megan meg
melanie mel
melissa mel lissa
michael mike mick micky mikey
michelle shell chelle
miranda mandy
mohammed/muhammad/mohamed/mohammad mo
nancy nan
natalie nat
nathan/nathaniel nat nate
neville nev
nicholas nick nicky nic
nicola nicky nikki nic
norman norm
oliver ollie
olivia liv livvy
oscar ozzie
pamela pam
patricia pat patsy trish tricia tish
patrick pat paddy
penelope pen penny
peter pete
philip/phillip phil pip
philippa pip pippa
rachel rach
raymond ray
rebecca becky becca bex beck
reginald reg reggie
richard rick ricky dick rich richie
robert rob robbie bob bobby bert
roberta bobbie
rodney rod
roger rog
roland roly
ronald ron ronnie
rosemary rosie rose
rosalind ros roz
russell russ
ruth ruthie
samantha sam sammy
samuel sam sammy
sarah sara sal sally
sandra sandy
sebastian seb
sharon shaz shazza
sheila shell
simon si
sophia sophie soph
stanley stan
stella stell
stephanie steph
stephen/steven steve stevie ste
stuart/stewart stu
susan/suzanne/susannah sue susie suzie
sylvia sylvie
tamara tammy
teresa/theresa terri tess tessa
terence terry tel
theodore theo ted
thomas tom tommy
timothy tim timmy
tracey/tracy trace
valerie val
vanessa ness nessa
veronica ronnie vee
victor vic
victoria vicky vicki vic tori
vincent vince vinny
violet vi
virginia ginny ginger
walter wally walt
wilfred wilf
william will bill billy willy liam
winifred win winnie freda
yasmin yaz
yvonne von
zachary zac zach zack
"""


@cache
def short_forms_of(given: str) -> frozenset[str]:
    """The other forms of a folded given name: from the full to the short, and back."""
    found: set[str] = set()
    for line in FAMILIES.strip().splitlines():
        first, *short = line.split()
        full = first.split("/")
        if given in full:
            found.update(full, short)
        elif given in short:
            found.update(full)
    return frozenset(found - {given})
