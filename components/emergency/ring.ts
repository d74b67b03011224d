let audio: AudioContext | undefined;

/** Two rising tones, made here: no file to fetch. Browsers play it once somebody has touched the page. */
export function ring(): void {
  try {
    audio ??= new AudioContext();
    if (audio.state === "suspended") void audio.resume().catch(() => {});
    for (const [index, frequency] of [660, 880, 660, 880].entries()) tone(audio, frequency, index * 0.22);
  } catch {
    // Without sound there is still the title and the bar over the page.
  }
}

function tone(context: AudioContext, frequency: number, after: number): void {
  const start = context.currentTime + after;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0.0001, start);
  gain.gain.exponentialRampToValueAtTime(0.3, start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.2);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.21);
}
