/** Says what is being done, and how long it took. */
export async function step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now();
  process.stdout.write(`• ${title} …`);
  try {
    const result = await work();
    process.stdout.write(`${process.stdout.isTTY ? `\r• ${title}` : ""} ${seconds(startedAt)}\n`);
    return result;
  } catch (error) {
    process.stdout.write(" failed\n");
    throw error;
  }
}

function seconds(startedAt: number): string {
  return `(${((performance.now() - startedAt) / 1000).toFixed(1)} s)`;
}
