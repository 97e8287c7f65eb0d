package dev.framecast.examples;

import dev.framecast.fuzz.FuzzCorpusReplay;

class FuzzCorpusTest extends FuzzCorpusReplay {}
