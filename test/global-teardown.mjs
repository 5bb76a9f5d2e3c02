export default async function teardown() {
  await globalThis.browserOfTheSuite?.close()
}
