package dev.framecast.fuzz;

class FuzzCorpusTest extends FuzzCorpusReplay {}
